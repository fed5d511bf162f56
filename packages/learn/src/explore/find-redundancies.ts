import { type ColumnPairs, columnPairs } from '@tend/kernels';
import { columnOf } from '@tend/table';
import type { CodedColumns } from '../associations/coded-columns.ts';
import { allPairs, correlateNumbers } from '../associations/correlate-numbers.ts';
import type { DenseColumn, DenseNumber } from '../associations/dense-column.ts';
import { missingRows } from '../associations/missing-rows.ts';
import { evenSample } from './even-sample.ts';

/** Columns that say the same. */
export type Redundancy =
  | {
      readonly type: 'correlates';
      readonly columns: readonly [string, string];
      /** Spearman's rank correlation. */
      readonly correlation: number;
      readonly n: number;
    }
  | {
      /** The first determines the second on (nearly) all rows; `isMutual`: and the second the first. */
      readonly type: 'determines';
      readonly columns: readonly [string, string];
      readonly isMutual: boolean;
      readonly share: number;
      readonly n: number;
    }
  | {
      /** total = the sum of the parts on all rows but `1 - share` of them. */
      readonly type: 'sum';
      readonly total: string;
      readonly parts: readonly [string, string];
      readonly share: number;
      readonly n: number;
    };

const leastRows = 20;
/** Beyond so many rows an even sample is enough to see that two columns say the same; n tells how many were read. */
const mostRows = 20_000;
const leastCorrelation = 0.98;
/** Of the rows on which one column determines another. */
export const leastShare = 0.999;
const leastLambda = 0.99;

/** Pairs that correlate above 0.98 or determine each other, and numbers that are the sum of two others. */
export function findRedundancies(coded: CodedColumns, columns: readonly string[]): readonly Redundancy[] {
  const sample = coded.among(evenSample(coded.rows, mostRows));
  const numbers = columns.filter((name) => {
    const { kind } = columnOf(coded.table, name);
    return kind === 'number' || kind === 'integer';
  });
  const sums = findSums(coded, numbers.slice(0, mostSummed));
  const correlations = findCorrelations(sample, numbers);
  const alike = new Set(correlations.map(({ columns: [a, b] }) => `${a}\n${b}`));
  const dependences = findDependences(sample, columns).filter(({ columns: [a, b] }) => !alike.has(`${a}\n${b}`));
  return [...sums, ...correlations, ...dependences];
}

type Correlation = Extract<Redundancy, { type: 'correlates' }>;

/** So many columns meet as many others at once: of thousands all correlations would not fit into memory. */
const mostTogether = 64;

function findCorrelations(coded: CodedColumns, names: readonly string[]): readonly Correlation[] {
  const found: Correlation[] = [];
  const sums = columnPairs();
  const parts = Array.from({ length: Math.ceil(names.length / mostTogether) }, (_, i) =>
    names.slice(i * mostTogether, (i + 1) * mostTogether),
  );
  for (const [i, first] of parts.entries())
    for (const second of parts.slice(i)) found.push(...correlatedNames(sums, coded, first, second));
  // In the order of the columns, however they met.
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const order = ({ columns: [a, b] }: Correlation): number =>
    (placeOf.get(a) ?? 0) * names.length + (placeOf.get(b) ?? 0);
  return found.sort((a, b) => order(a) - order(b));
}

/** Pairs of one column of the first and one of the second, or of two of the first where both are the same. */
function correlatedNames(
  sums: ColumnPairs,
  coded: CodedColumns,
  first: readonly string[],
  second: readonly string[],
): readonly Correlation[] {
  const names = first === second ? first : [...first, ...second];
  const columns = names.map((name) => coded.of(name)).filter((column) => column.as === 'number');
  const missing = missingRows(columns);
  const numbers = columns.map((dense, i) => ({ dense, missing: missing[i] ?? new Int32Array(0) }));
  const pairs = allPairs(names.length).filter(([a, b]) => first === second || (a < first.length && b >= first.length));
  const correlationOf = correlateNumbers(sums, numbers, pairs, leastRows);
  return pairs.flatMap((pair): readonly Correlation[] => {
    const { n, spearman } = correlationOf(pair) ?? { n: 0, spearman: 0 };
    const [a, b] = pair.map((place) => names[place] ?? '') as [string, string];
    const isAlike = Math.abs(spearman) > leastCorrelation;
    return isAlike ? [{ type: 'correlates', columns: [a, b], correlation: spearman, n }] : [];
  });
}

type Dependence = Extract<Redundancy, { type: 'determines' }>;

/** A column with fewer than ten rows a value determines every other by chance: it is not asked. */
function findDependences(sample: CodedColumns, columns: readonly string[]): readonly Dependence[] {
  const coded = columns.map((name) => codesOf(sample.of(name))).filter(({ distinct }) => distinct >= 2);
  const found: Dependence[] = [];
  const n = sample.rows.length;
  for (const [i, a] of coded.entries())
    for (const [j, b] of coded.entries()) {
      if (j <= i) continue;
      const forward = a.distinct * 10 <= n ? dependence(a, b) : 0;
      const backward = b.distinct * 10 <= n ? dependence(b, a) : 0;
      if (forward < leastShare && backward < leastShare) continue;
      const isMutual = forward >= leastShare && backward >= leastShare;
      const pair = forward >= leastShare ? ([a.name, b.name] as const) : ([b.name, a.name] as const);
      found.push({ type: 'determines', columns: pair, isMutual, share: Math.max(forward, backward), n });
    }
  return found;
}

interface Coded {
  readonly name: string;
  /** Below `width`; missing is a value of its own. */
  readonly codes: Int32Array;
  readonly width: number;
  readonly distinct: number;
  readonly mostFrequent: number;
}

function codesOf({ name, codes, counts, missing }: DenseColumn): Coded {
  const present = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return {
    name,
    codes,
    width: counts.length + 1,
    distinct: present + (missing > 0 ? 1 : 0),
    mostFrequent: counts.reduce((a, b) => Math.max(a, b), missing),
  };
}

/**
 * The share of rows on which knowing `a` gives `b`; 0 where guessing the most common `b` does almost as well (Goodman
 * and Kruskal's lambda below 0.99), so that a nearly constant column is not called determined.
 */
function dependence(a: Coded, b: Coded): number {
  const n = a.codes.length;
  const isEnough = (right: number): boolean => (right - b.mostFrequent) / (n - b.mostFrequent) >= leastLambda;
  const pairs = new Map<number, number>();
  const best = new Int32Array(a.width);
  let right = 0;
  for (let i = 0; i < n; i++) {
    const code = a.codes[i] as number;
    const key = code * b.width + (b.codes[i] as number);
    const count = (pairs.get(key) ?? 0) + 1;
    pairs.set(key, count);
    if (count > (best[code] as number)) {
      best[code] = count;
      right++;
    } else if (!isEnough(n - (i + 1 - right))) return 0;
  }
  return isEnough(right) ? right / n : 0;
}

type Sum = Extract<Redundancy, { type: 'sum' }>;

/** Each part must differ from zero on at least ten rows: otherwise the total merely equals the other part. */
const leastNonZero = 10;

/** Triples grow with the cube: sums are looked for among the first columns of numbers only. */
const mostSummed = 300;

function findSums(coded: CodedColumns, names: readonly string[]): readonly Sum[] {
  const taken = names.map((name) => coded.of(name)).filter((column) => column.as === 'number');
  const parts = taken.filter((column) => countNonZero(column) >= leastNonZero);
  const found: Sum[] = [];
  for (const total of taken)
    for (const [i, a] of parts.entries())
      for (const b of parts.slice(i + 1)) {
        if (a === total || b === total) continue;
        const share = shareOfSums(total.values, a.values, b.values);
        if (share < leastShare) continue;
        found.push({ type: 'sum', total: total.name, parts: [a.name, b.name], share, n: coded.rows.length });
      }
  return found;
}

/** The share of rows on which the sum holds; 0 as soon as it fails too often, overall or where one part is not zero. */
function shareOfSums(total: Float64Array, a: Float64Array, b: Float64Array): number {
  const allowed = (1 - leastShare) * total.length;
  let present = 0;
  let wrong = 0;
  let withA = 0;
  let wrongWithA = 0;
  let withB = 0;
  let wrongWithB = 0;
  for (let i = 0; i < total.length; i++) {
    const t = total[i] as number;
    const x = a[i] as number;
    const y = b[i] as number;
    if (Number.isNaN(t) && (Number.isNaN(x) || Number.isNaN(y))) continue;
    const isWrong = !(Math.abs(t - (x + y)) <= 1e-9 * Math.max(Math.abs(t), Math.abs(x), Math.abs(y)));
    present++;
    if (isWrong && ++wrong > allowed) return 0;
    if (isNonZero(x)) withA++;
    if (isNonZero(y)) withB++;
    if (isWrong && isNonZero(x)) wrongWithA++;
    if (isWrong && isNonZero(y)) wrongWithB++;
  }
  const holds = present >= leastRows && wrongWithA <= 0.01 * withA && wrongWithB <= 0.01 * withB;
  return holds ? 1 - wrong / present : 0;
}

function countNonZero({ distinct, counts }: DenseNumber): number {
  return counts.reduce((sum, count, code) => sum + (distinct[code] === 0 ? 0 : count), 0);
}

function isNonZero(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}
