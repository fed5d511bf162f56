import { rankSumTest, ranks, tieTerm } from '@tend/kernels';
import type { LeakTarget } from '../explore/leak-target.ts';
import { pooledTest } from './pooled-test.ts';

/** How the outcome differs between rows in which a column is missing and the others. */
export interface OutcomeDifference {
  /** Rows whose outcome is known. */
  readonly n: number;
  readonly pValue: number;
  /** Binary: the share of positives. Number: the mean. Absent for classes. */
  readonly whereMissing?: number;
  readonly wherePresent?: number;
}

/** Of fewer rows on a side, ranks of numbers say nothing. */
const leastRows = 20;

/**
 * A test of outcomes in these rows for any places of missing cells: of shares for classes, of ranks for numbers, which are ranked
 * once. Undefined where too few numbers are known on a side.
 */
export function outcomeTest(
  rows: Int32Array,
  target: LeakTarget,
): (missing: Int32Array) => OutcomeDifference | undefined {
  if (target.type === 'number') return testNumbers(rows, target.values);
  return target.type === 'binary'
    ? testClasses(rows, target.y, 2, true)
    : testClasses(rows, target.codes, target.classes.length, false);
}

function testClasses(
  rows: Int32Array,
  codes: Int8Array | Int32Array,
  classCount: number,
  isBinary: boolean,
): (missing: Int32Array) => OutcomeDifference {
  const totals = new Float64Array(classCount);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] ?? -1;
    if (code < 0) continue;
    totals[code] = (totals[code] as number) + 1;
    n++;
  }
  return (missing) => {
    const hits = new Float64Array(classCount);
    for (let k = 0; k < missing.length; k++) {
      const code = codes[rows[missing[k] as number] as number] ?? -1;
      if (code >= 0) hits[code] = (hits[code] as number) + 1;
    }
    const pValue = pooledTest(hits, totals);
    if (!isBinary) return { n, pValue };
    const [missing0, missing1] = [hits[0] as number, hits[1] as number];
    const [present0, present1] = [(totals[0] as number) - missing0, (totals[1] as number) - missing1];
    const rates = { whereMissing: missing1 / (missing0 + missing1), wherePresent: present1 / (present0 + present1) };
    return { n, pValue, ...rates };
  };
}

function testNumbers(rows: Int32Array, values: Float64Array): (missing: Int32Array) => OutcomeDifference | undefined {
  const known = new Float64Array(rows.length);
  /** Of each row its place among those whose outcome is known, or -1. */
  const placeOf = new Int32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] ?? Number.NaN;
    const isKnown = !Number.isNaN(value);
    placeOf[i] = isKnown ? n : -1;
    if (isKnown) known[n++] = value;
  }
  const outcomes = known.subarray(0, n);
  const ranked = ranks(outcomes);
  const ties = tieTerm(ranked);
  return (missing) => {
    const isMissing = new Uint8Array(n);
    let size = 0;
    let rankSum = 0;
    let sumWhereMissing = 0;
    for (let k = 0; k < missing.length; k++) {
      const place = placeOf[missing[k] as number] as number;
      if (place < 0) continue;
      isMissing[place] = 1;
      rankSum += ranked[place] as number;
      sumWhereMissing += outcomes[place] as number;
      size++;
    }
    if (Math.min(size, n - size) < leastRows) return undefined;
    // Added up one by one: a difference of sums would round differently.
    let sumWherePresent = 0;
    for (let place = 0; place < n; place++) if (isMissing[place] === 0) sumWherePresent += outcomes[place] as number;
    const { pValue } = rankSumTest(rankSum, size, n - size, ties);
    return { n, pValue, whereMissing: sumWhereMissing / size, wherePresent: sumWherePresent / (n - size) };
  };
}
