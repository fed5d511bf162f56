import { leastRows } from './least-rows.ts';
import { countBelow, type ValueDistribution } from './value-distribution.ts';

/** Rows between ascending edges and outside of them. `isSingle` where a bin holds one value only: then few rows are not told. */
export function countInBins(
  distribution: ValueDistribution,
  edges: readonly number[],
  isSingle: boolean,
): { readonly counts: readonly number[]; readonly below: number; readonly above: number; readonly hidden: number } {
  const upTo = edges.map((edge) => countBelow(distribution, edge));
  let hidden = 0;
  const counts = upTo.slice(1).map((count, i) => {
    const rows = count - (upTo[i] ?? 0);
    if (!isSingle || rows >= leastRows) return rows;
    hidden += rows;
    return 0;
  });
  return { counts, below: upTo[0] ?? 0, above: distribution.total - (upTo.at(-1) ?? 0), hidden };
}
