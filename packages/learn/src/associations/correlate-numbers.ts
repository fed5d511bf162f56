import type { ColumnPairs, RankedColumn } from '@tend/kernels';
import type { DenseNumber } from './dense-column.ts';
import { groupByAbsence, type MissingRows } from './missing-rows.ts';
import { scoredNumber } from './scored-number.ts';

/** Pearson's and Spearman's correlation of two numbers over the rows where both are present. */
export interface NumberCorrelation {
  readonly n: number;
  readonly pearson: number;
  readonly spearman: number;
}

export interface PresentNumber {
  readonly dense: DenseNumber;
  readonly missing: MissingRows;
}

/** Two places in a list of columns. */
export type Places = readonly [number, number];

/** All pairs of so many columns. */
export function allPairs(count: number): readonly Places[] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: count - i - 1 }, (_, k): Places => [i, i + 1 + k]),
  );
}

/**
 * The correlations of pairs of numbers that have at least `leastRows` in common and vary in them: the answer takes a pair as it
 * was asked for. Pairs with the same rows in common are worked out together, as the products of their scores.
 */
export function correlateNumbers(
  sums: ColumnPairs,
  numbers: readonly PresentNumber[],
  pairs: readonly Places[],
  leastRows: number,
): (pair: Places) => NumberCorrelation | undefined {
  const none = new Int32Array(0);
  const missingOf = (place: number): MissingRows => numbers[place]?.missing ?? none;
  const found = new Map<number, NumberCorrelation>();
  const keyOf = ([a, b]: Places): number => a * numbers.length + b;
  for (const group of groupByAbsence(pairs, ([a, b]) => [missingOf(a), missingOf(b)])) {
    const absent = group.absent();
    const n = (numbers[0]?.dense.codes.length ?? 0) - absent.length;
    if (n < leastRows) continue;
    const scored = new Map<number, RankedColumn>();
    for (const place of new Set(group.pairs.flat())) {
      const number = numbers[place];
      const scores = number === undefined ? undefined : scoredNumber(number.dense, absent);
      if (scores !== undefined) scored.set(place, scores);
    }
    const varying = group.pairs.filter(([a, b]) => scored.has(a) && scored.has(b));
    const order = new Map([...scored.keys()].map((place, i) => [place, i]));
    const asked = varying.flat().map((place) => order.get(place) ?? 0);
    const columns = [...scored.values()];
    const products = sums.products(
      [
        ...columns.map(({ codes, values }) => ({ codes, scores: values })),
        ...columns.map(({ codes, ranks }) => ({ codes, scores: ranks })),
      ],
      Uint32Array.from([...asked, ...asked.map((place) => columns.length + place)]),
      absent,
    );
    for (const [i, pair] of varying.entries())
      found.set(keyOf(pair), {
        n,
        pearson: correlation(products[i] ?? 0, n),
        spearman: correlation(products[varying.length + i] ?? 0, n),
      });
  }
  return (pair) => found.get(keyOf(pair));
}

function correlation(product: number, n: number): number {
  return Math.max(-1, Math.min(1, product / n));
}
