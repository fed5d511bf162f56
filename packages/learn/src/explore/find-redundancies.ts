import { ranks } from '@tend/kernels';
import { type Column, columnOf, type NumericColumn, type Table } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';

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
export function findRedundancies(table: Table, rows: Int32Array, columns: readonly string[]): readonly Redundancy[] {
  const sample = evenSample(rows);
  const found = columns.map((name) => columnOf(table, name));
  const numbers = found.filter(
    (column): column is NumericColumn => column.kind === 'number' || column.kind === 'integer',
  );
  const sums = findSums(numbers.slice(0, mostSummed), rows);
  const correlations = findCorrelations(numbers, sample);
  const alike = new Set(correlations.map(({ columns: [a, b] }) => `${a}\n${b}`));
  const dependences = findDependences(found, sample).filter(({ columns: [a, b] }) => !alike.has(`${a}\n${b}`));
  return [...sums, ...correlations, ...dependences];
}

function evenSample(rows: Int32Array): Int32Array {
  if (rows.length <= mostRows) return rows;
  return Int32Array.from({ length: mostRows }, (_, i) => rows[Math.floor((i * rows.length) / mostRows)] ?? 0);
}

type Correlation = Extract<Redundancy, { type: 'correlates' }>;

function findCorrelations(columns: readonly NumericColumn[], rows: Int32Array): readonly Correlation[] {
  const found: Correlation[] = [];
  const ranked = columns.map((column) => rankPresent(valuesAt(column, rows)));
  for (const [i, a] of ranked.entries())
    for (const [j, b] of ranked.entries()) {
      if (j <= i) continue;
      const { correlation, n } = correlate(a, b);
      const [first, second] = [columns[i]?.name ?? '', columns[j]?.name ?? ''];
      if (n >= leastRows && Math.abs(correlation) > leastCorrelation)
        found.push({ type: 'correlates', columns: [first, second], correlation, n });
    }
  return found;
}

function rankPresent(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known[n++] = values[i] as number;
  const present = ranks(known.subarray(0, n));
  const ranked = new Float64Array(values.length);
  let next = 0;
  for (let i = 0; i < values.length; i++)
    ranked[i] = Number.isNaN(values[i]) ? Number.NaN : (present[next++] as number);
  return ranked;
}

function correlate(a: Float64Array, b: Float64Array): { readonly correlation: number; readonly n: number } {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sumA += x;
    sumB += y;
  }
  let aa = 0;
  let ab = 0;
  let bb = 0;
  const meanA = sumA / n;
  const meanB = sumB / n;
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] as number) - meanA;
    const y = (b[i] as number) - meanB;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    aa += x * x;
    ab += x * y;
    bb += y * y;
  }
  return { correlation: aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0, n };
}

type Dependence = Extract<Redundancy, { type: 'determines' }>;

/** A column with fewer than ten rows a value determines every other by chance: it is not asked. */
function findDependences(columns: readonly Column[], rows: Int32Array): readonly Dependence[] {
  const coded = columns.map((column) => codesOf(column, rows)).filter(({ distinct }) => distinct >= 2);
  const found: Dependence[] = [];
  const n = rows.length;
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
  /** From 0; missing is a value of its own. */
  readonly codes: Int32Array;
  readonly distinct: number;
  readonly mostFrequent: number;
}

function codesOf(column: Column, rows: Int32Array): Coded {
  const index = new Map<number, number>();
  const values = column.kind === 'text' ? column.codes : column.values;
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] ?? -1;
    const code = index.get(value) ?? index.size;
    if (code === index.size) index.set(value, code);
    codes[i] = code;
  }
  const counts = new Int32Array(index.size);
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  return { name: column.name, codes, distinct: index.size, mostFrequent: counts.reduce((a, b) => Math.max(a, b), 0) };
}

/**
 * The share of rows on which knowing `a` gives `b`; 0 where guessing the most common `b` does almost as well (Goodman
 * and Kruskal's lambda below 0.99), so that a nearly constant column is not called determined.
 */
function dependence(a: Coded, b: Coded): number {
  const n = a.codes.length;
  const isEnough = (right: number): boolean => (right - b.mostFrequent) / (n - b.mostFrequent) >= leastLambda;
  const pairs = new Map<number, number>();
  const best = new Int32Array(a.distinct);
  let right = 0;
  for (let i = 0; i < n; i++) {
    const code = a.codes[i] as number;
    const key = code * b.distinct + (b.codes[i] as number);
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

function findSums(columns: readonly NumericColumn[], rows: Int32Array): readonly Sum[] {
  const taken = columns.map((column) => ({ name: column.name, values: valuesAt(column, rows) }));
  const parts = taken.filter(({ values }) => countNonZero(values) >= leastNonZero);
  const found: Sum[] = [];
  for (const total of taken)
    for (const [i, a] of parts.entries())
      for (const b of parts.slice(i + 1)) {
        if (a === total || b === total) continue;
        const share = shareOfSums(total.values, a.values, b.values);
        if (share < leastShare) continue;
        found.push({ type: 'sum', total: total.name, parts: [a.name, b.name], share, n: rows.length });
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

function countNonZero(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (isNonZero(values[i] as number)) count++;
  return count;
}

function isNonZero(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}
