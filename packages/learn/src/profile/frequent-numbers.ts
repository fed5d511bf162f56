import type { Distribution, ValueCounts } from '@tend/kernels';
import { leastRows } from './least-rows.ts';

export interface FrequentNumbers {
  /** The most frequent first, equally frequent ones ascending; at least five rows each. */
  readonly listed: readonly { readonly value: number; readonly count: number }[];
  /** Rows of the most frequent value, listed or not. */
  readonly largest: number;
  /** Counts may be so many rows too small. */
  readonly shortfall: number;
}

const mostListed = 10;

/** The most frequent values of a column. */
export function frequentNumbers(distribution: Distribution): FrequentNumbers {
  const { shortfall, ...all } =
    distribution.type === 'exact' ? { ...distribution, shortfall: 0 } : distribution.frequent;
  const listed = mostFrequent(all);
  const largest = listed[0]?.count ?? all.counts.reduce((a, b) => Math.max(a, b), 0);
  // Where a sketch kept nothing, every value stands in one row at least, and in `shortfall` at most.
  return { listed, largest: largest > 0 || shortfall === 0 ? largest : 1, shortfall };
}

function mostFrequent({ values, counts }: ValueCounts): readonly { readonly value: number; readonly count: number }[] {
  let best: { readonly value: number; readonly count: number }[] = [];
  let least = leastRows;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count < least) continue;
    best.push({ value: values[i] as number, count });
    if (best.length < 4 * mostListed) continue;
    best = shortened(best);
    least = Math.max(least, (best.at(-1)?.count ?? 0) + 1);
  }
  return shortened(best);
}

/** Ascending values stay so among equal counts: the sort is stable. */
function shortened<Item extends { readonly count: number }>(list: readonly Item[]): Item[] {
  return list.toSorted((a, b) => b.count - a.count).slice(0, mostListed);
}
