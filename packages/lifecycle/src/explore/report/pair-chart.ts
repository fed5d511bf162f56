import { type Chart, levelQuantiles, type PairSide, pairHeatmap } from '@tend/charts';
import type { Association, Bin, Exploration } from '@tend/learn';
import { binWords, edgesOf, valueKindOf } from './bin-words.ts';
import type { KnownColumns } from './known-columns.ts';

/** How two columns go together; undefined for pairs whose joint table was not kept. */
export function pairChart(
  exploration: Exploration,
  known: KnownColumns,
  columns: readonly [string, string],
  title?: string,
): Chart | undefined {
  const { pairs, sampleSize } = exploration.together.associations;
  const pair = pairs.find((one) => columns.every((name) => one.columns.includes(name)));
  if (pair?.joint === undefined) return undefined;
  const [a, b] = pair.columns;
  const text = { title: title ?? pairSentence(pair) };
  if (pair.joint.type === 'quantiles') {
    return levelQuantiles({
      ...text,
      column: b,
      kind: valueKindOf(known.kindOf(b)),
      by: a,
      groups: pair.joint.levels.map(({ level, n, quantiles }) => {
        const at = (share: number): number | null => quantiles.find((one) => one.share === share)?.value ?? null;
        return {
          level: binWords(level, known.kindOf(a)),
          n,
          q05: at(0.05),
          q25: at(0.25),
          q50: at(0.5),
          q75: at(0.75),
          q95: at(0.95),
        };
      }),
    });
  }
  const { rows, columns: across, counts, suppressed } = pair.joint;
  return pairHeatmap({
    ...text,
    x: sideOf(a, rows, known),
    y: sideOf(b, across, known),
    counts: rows.map((_, i) => counts.slice(i * across.length, (i + 1) * across.length)),
    suppressed,
    missing: Math.max(0, sampleSize - pair.n),
  });
}

/** How strongly two columns go together, in a sentence. */
function pairSentence({ columns: [a, b], strength, type, ...rest }: Association): string {
  const share = Math.round(100 * strength ** 2);
  if (type === 'numbers') {
    const { spearman } = rest as Extract<Association, { type: 'numbers' }>;
    return `${a} and ${b} ${spearman.value >= 0 ? 'rise and fall together' : 'run against each other'} (rank correlation ${spearman.value.toFixed(2).replace('-', '\u2212')})`;
  }
  if (type === 'levelsAndNumber') return `${a} explains ${share}% of the spread of ${b}`;
  return `${a} and ${b} go together (Cramér’s V ${strength.toFixed(2)})`;
}

function sideOf(column: string, bins: readonly Bin[], known: KnownColumns): PairSide {
  const kind = known.kindOf(column);
  // Cells of one width: a far extreme would push all others into a corner.
  const edges = edgesOf(bins);
  if (edges !== undefined) return { column, kind: valueKindOf(kind), edges };
  return { column, levels: bins.map((bin) => binWords(bin, kind)) };
}
