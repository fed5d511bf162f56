import { histogram, quantile, sortedPresent } from '@tend/kernels';
import { type Cell, type Column, type ColumnKind, cellAt } from '@tend/table';
import { levelCounts } from '../recipe/level-counts.ts';
import { valuesAt } from '../recipe/values-at.ts';

/** What a column holds, in aggregates only: no value that fewer than five rows share is listed. */
export interface ColumnProfile {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** The most frequent values, each shared by at least five rows. */
  readonly frequent: readonly FrequentValue[];
  /** Rows with the single most frequent value. */
  readonly mostFrequentCount: number;
  /** Numbers (dates in days, instants in milliseconds) at shares with at least five rows on either side. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** Bin i counts cuts[i - 1] < value <= cuts[i]; the outer two are open. Numeric columns only. */
  readonly histogram?: { readonly cuts: readonly number[]; readonly counts: readonly number[] };
}

export interface FrequentValue {
  readonly value: Cell;
  readonly count: number;
}

const leastListed = 5;
const mostListed = 10;
const binCount = 20;

/** Profiles these rows of a column. */
export function profileColumn(column: Column, rows: Int32Array): ColumnProfile {
  const { name, kind } = column;
  const n = rows.length;
  if (column.kind === 'text') {
    const { missing, levels } = levelCounts(column, rows);
    const frequent = levels
      .filter(({ count }) => count >= leastListed)
      .slice(0, mostListed)
      .map(({ level, count }) => ({ value: level, count }));
    const mostFrequentCount = levels[0]?.count ?? 0;
    return { column: name, kind, n, missing, distinct: levels.length, frequent, mostFrequentCount, quantiles: [] };
  }
  const sorted = sortedPresent(valuesAt(column, rows));
  const runs = runsOf(sorted);
  const asCell = (value: number): Cell => cellAt({ kind: column.kind, name, values: Float64Array.of(value) }, 0);
  const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
  return {
    column: name,
    kind,
    n,
    missing: n - sorted.length,
    distinct: runs.length,
    frequent: runs
      .filter(({ count }) => count >= leastListed)
      .slice(0, mostListed)
      .map(({ value, count }) => ({ value: asCell(value), count })),
    mostFrequentCount: runs[0]?.count ?? 0,
    quantiles: shares
      .filter((share) => Math.min(share, 1 - share) * sorted.length >= leastListed)
      .map((share) => ({ share, value: quantile(sorted, share) })),
    ...(sorted.length >= 2 * binCount ? { histogram: binsOf(sorted) } : {}),
  };
}

/** Equal widths from the 1% to the 99% quantile, so that one wild value does not push all others into one bin. */
function binsOf(sorted: Float64Array): { readonly cuts: readonly number[]; readonly counts: readonly number[] } {
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  const cuts: number[] = [];
  for (let i = 0; i <= binCount - 2; i++) cuts.push(low + ((high - low) * i) / (binCount - 2));
  const distinct = cuts.filter((cut, i) => i === 0 || cut > (cuts[i - 1] ?? cut));
  return { cuts: distinct, counts: [...histogram(sorted, distinct).counts] };
}

/** Distinct values, the most frequent first, equally frequent ones ascending. */
function runsOf(sorted: Float64Array): { readonly value: number; readonly count: number }[] {
  const runs: { value: number; count: number }[] = [];
  for (const value of sorted) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.value === value) last.count++;
    else runs.push({ value, count: 1 });
  }
  return runs.sort((a, b) => b.count - a.count || a.value - b.value);
}
