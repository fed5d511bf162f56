import type { ColumnPairs, RankedColumn } from '@tend/kernels';
import type { DenseNumber } from './dense-column.ts';
import type { MissingRows } from './missing-rows.ts';
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

/**
 * The correlations of every pair of numbers that have at least `leastRows` in common and vary in them: the answer takes their
 * places, the lower one first. Pairs with the same rows in common are worked out together, as the products of their scores.
 */
export function correlateNumbers(
  sums: ColumnPairs,
  numbers: readonly PresentNumber[],
  unite: (a: MissingRows, b: MissingRows) => MissingRows,
  leastRows: number,
): (a: number, b: number) => NumberCorrelation | undefined {
  const found = new Map<number, NumberCorrelation>();
  for (const [absent, pairs] of pairsByAbsence(numbers, unite)) {
    const n = (numbers[0]?.dense.codes.length ?? 0) - absent.length;
    if (n < leastRows) continue;
    const scored = new Map<number, RankedColumn>();
    for (const place of new Set(pairs.flat())) {
      const number = numbers[place];
      const scores = number === undefined ? undefined : scoredNumber(number.dense, absent);
      if (scores !== undefined) scored.set(place, scores);
    }
    const varying = pairs.filter(([a, b]) => scored.has(a) && scored.has(b));
    const order = new Map([...scored.keys()].map((place, i) => [place, i]));
    const asked = varying.map((pair) => pair.map((place) => order.get(place) ?? 0));
    const columns = [...scored.values()];
    const products = sums.products(
      [
        ...columns.map(({ codes, values }) => ({ codes, scores: values })),
        ...columns.map(({ codes, ranks }) => ({ codes, scores: ranks })),
      ],
      Uint32Array.from([...asked.flat(), ...asked.flat().map((place) => columns.length + place)]),
      absent,
    );
    for (const [i, [a, b]] of varying.entries())
      found.set(a * numbers.length + b, {
        n,
        pearson: correlation(products[i] ?? 0, n),
        spearman: correlation(products[varying.length + i] ?? 0, n),
      });
  }
  return (a, b) => found.get(a * numbers.length + b);
}

function correlation(product: number, n: number): number {
  return Math.max(-1, Math.min(1, product / n));
}

function pairsByAbsence(
  numbers: readonly PresentNumber[],
  unite: (a: MissingRows, b: MissingRows) => MissingRows,
): ReadonlyMap<MissingRows, readonly (readonly [number, number])[]> {
  const groups = new Map<MissingRows, (readonly [number, number])[]>();
  for (const [i, a] of numbers.entries())
    for (let j = i + 1; j < numbers.length; j++) {
      const absent = unite(a.missing, numbers[j]?.missing ?? a.missing);
      const group = groups.get(absent) ?? [];
      groups.set(absent, group);
      group.push([i, j]);
    }
  return groups;
}
