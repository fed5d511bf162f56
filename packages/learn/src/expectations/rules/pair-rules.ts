import { type Cell, type Column, cellAt, isMissing } from '@tend/table';
import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments, Scalar } from '../expectation.ts';
import {
  type ExpectationResult,
  rowResult,
  shownRows,
  type UnexpectedRow,
  wholeResult,
} from '../expectation-result.ts';
import { InvalidExpectation } from '../invalid-expectation.ts';
import { requireNumbers, storedValue } from '../stored-value.ts';

type PairNames =
  | 'expect_column_pair_values_to_be_equal'
  | 'expect_column_pair_values_a_to_be_greater_than_b'
  | 'expect_column_pair_values_to_be_in_set';
type PairRules = {
  readonly [K in PairNames]: (a: ColumnFacts, b: ColumnFacts, asked: Arguments[K]) => ExpectationResult;
};

/** Checks of two values of one row; a comparison with a missing value fails, unless its row is passed over. */
export const pairRules: PairRules = {
  expect_column_pair_values_to_be_equal: (a, b, asked) => {
    requireComparable(a.column, b.column);
    const [left, right] = [a.column, b.column];
    if (left.kind !== 'text' || right.kind !== 'text')
      return pairResult(a, b, asked, equal(requireNumbers(left).values, requireNumbers(right).values));
    // Codes are compared, texts only once each.
    const codeInA = new Map(left.dictionary.map((text, code) => [text, code]));
    const translated = Int32Array.from(right.dictionary, (text) => codeInA.get(text) ?? -2);
    return pairResult(a, b, asked, equalCodes(left.codes, right.codes, translated));
  },
  expect_column_pair_values_a_to_be_greater_than_b: (a, b, asked) => {
    requireComparable(a.column, b.column);
    const [left, right] = [a.column, b.column];
    const isEqualFine = asked.or_equal ?? false;
    if (left.kind !== 'text' || right.kind !== 'text') {
      const [x, y] = [requireNumbers(left).values, requireNumbers(right).values];
      return pairResult(a, b, asked, isEqualFine ? notLess(x, y) : greater(x, y));
    }
    return judgePairs(a, b, asked, (row) => {
      const [x, y] = [left.dictionary[left.codes[row] as number], right.dictionary[right.codes[row] as number]];
      if (x === undefined || y === undefined) return false;
      return x > y || (isEqualFine && x === y);
    });
  },
  expect_column_pair_values_to_be_in_set: (a, b, asked) => {
    const sides = [a.column, b.column];
    const stored = (side: number, value: Scalar | null): string => {
      const column = sides[side];
      return column === undefined || value === null ? 'missing' : keyOf(storedValue(column, value));
    };
    const allowed = new Set(asked.value_pairs_set.map(([x, y]) => `${stored(0, x)} ${stored(1, y)}`));
    const [left, right] = [keysOf(a), keysOf(b)];
    return judgePairs(a, b, asked, (row) => allowed.has(`${left(row)} ${right(row)}`));
  },
};

/** InvalidExpectation unless two columns are of one type, or both of numbers. */
function requireComparable(left: Column, right: Column): void {
  const isNumber = (kind: string) => kind === 'number' || kind === 'integer';
  if (left.kind !== right.kind && !(isNumber(left.kind) && isNumber(right.kind)))
    throw new InvalidExpectation(
      'column_B',
      `a column of the type of "${left.name}", which is ${left.kind}`,
      `"${right.name}" of type ${right.kind}`,
    );
}

/** Which rows of a pair of columns are as expected: rows with both values, for none with a missing one is. */
interface PairTest {
  /** How many of the rows [from, to): a loop of its own without a branch that is taken at random, several times as fast as a call a row. */
  count(from: number, to: number): number;
  isExpected(row: number): boolean;
}

function equal(x: Float64Array, y: Float64Array): PairTest {
  return {
    count(from, to) {
      let count = 0;
      for (let row = from; row < to; row++) count += Number((x[row] as number) === (y[row] as number));
      return count;
    },
    isExpected: (row) => (x[row] as number) === (y[row] as number),
  };
}

function greater(x: Float64Array, y: Float64Array): PairTest {
  return {
    count(from, to) {
      let count = 0;
      for (let row = from; row < to; row++) count += Number((x[row] as number) > (y[row] as number));
      return count;
    },
    isExpected: (row) => (x[row] as number) > (y[row] as number),
  };
}

function notLess(x: Float64Array, y: Float64Array): PairTest {
  return {
    count(from, to) {
      let count = 0;
      for (let row = from; row < to; row++) count += Number((x[row] as number) >= (y[row] as number));
      return count;
    },
    isExpected: (row) => (x[row] as number) >= (y[row] as number),
  };
}

/** `translated` has the code on the left of each code on the right. */
function equalCodes(left: Int32Array, right: Int32Array, translated: Int32Array): PairTest {
  // The place before the first is for missing values, which equal nothing.
  const shifted = new Int32Array(translated.length + 1).fill(-2);
  shifted.set(translated, 1);
  return {
    count(from, to) {
      let count = 0;
      for (let row = from; row < to; row++)
        count += Number(shifted[(right[row] as number) + 1] === (left[row] as number));
      return count;
    },
    isExpected: (row) => shifted[(right[row] as number) + 1] === (left[row] as number),
  };
}

/** Rows that are counted at once: those of a block are looked at one by one only where not all are as expected. */
const blockRows = 4096;

/** The answer where it is known how many rows are as expected. */
function pairResult(
  a: ColumnFacts,
  b: ColumnFacts,
  { ignore_row_if: ignored = 'both_values_are_missing', mostly }: Arguments['expect_column_pair_values_to_be_equal'],
  test: PairTest,
): ExpectationResult {
  const { rowCount } = a;
  const isIgnored = (row: number): boolean => {
    const missing = Number(isMissing(a.column, row)) + Number(isMissing(b.column, row));
    return missing === 2 ? ignored !== 'neither' : missing === 1 && ignored === 'either_value_is_missing';
  };
  const rows: UnexpectedRow[] = [];
  let expected = 0;
  for (let from = 0; from < rowCount; from += blockRows) {
    const to = Math.min(from + blockRows, rowCount);
    const count = test.count(from, to);
    expected += count;
    if (count === to - from) continue;
    for (let row = from; row < to && rows.length < shownRows; row++)
      if (!test.isExpected(row) && !isIgnored(row)) rows.push({ row, value: cellsAt([a, b], row) });
  }
  const judged = rowCount - countIgnored(a, b, ignored);
  return rowResult({ elements: rowCount, judged, unexpected: judged - expected }, mostly, rows);
}

function countIgnored(
  a: ColumnFacts,
  b: ColumnFacts,
  ignored: 'both_values_are_missing' | 'either_value_is_missing' | 'neither',
): number {
  if (ignored === 'neither') return 0;
  const [missingA, missingB] = [a.rowCount - a.knownCount, b.rowCount - b.knownCount];
  const both = missingA === 0 || missingB === 0 ? 0 : countBothMissing(a.column, b.column);
  return ignored === 'both_values_are_missing' ? both : missingA + missingB - both;
}

function countBothMissing(a: Column, b: Column): number {
  const [left, right] = [missingFlags(a), missingFlags(b)];
  let count = 0;
  for (let row = 0; row < left.length; row++) count += (left[row] as number) & (right[row] as number);
  return count;
}

function missingFlags(column: Column): Uint8Array {
  if (column.kind !== 'text') {
    const { values } = column;
    const flags = new Uint8Array(values.length);
    for (let row = 0; row < flags.length; row++) flags[row] = Number(Number.isNaN(values[row] as number));
    return flags;
  }
  const { codes } = column;
  const flags = new Uint8Array(codes.length);
  for (let row = 0; row < flags.length; row++) flags[row] = (codes[row] as number) >>> 31;
  return flags;
}

function judgePairs(
  a: ColumnFacts,
  b: ColumnFacts,
  { ignore_row_if: ignored = 'both_values_are_missing', mostly }: Arguments['expect_column_pair_values_to_be_equal'],
  isExpected: (row: number) => boolean,
): ExpectationResult {
  const rows: UnexpectedRow[] = [];
  const { rowCount } = a;
  let [judged, unexpected] = [0, 0];
  const isComplete = a.knownCount === rowCount && b.knownCount === rowCount;
  for (let row = 0; row < rowCount; row++) {
    if (!isComplete && ignored !== 'neither') {
      const missing = Number(isMissing(a.column, row)) + Number(isMissing(b.column, row));
      if (missing === 2 || (missing === 1 && ignored === 'either_value_is_missing')) continue;
    }
    judged++;
    if (isExpected(row)) continue;
    if (unexpected++ < shownRows) rows.push({ row, value: cellsAt([a, b], row) });
  }
  return rowResult({ elements: rowCount, judged, unexpected }, mostly, rows);
}

/** The cells of a row by column. */
export function cellsAt(facts: readonly ColumnFacts[], row: number): Readonly<Record<string, Cell>> {
  return Object.fromEntries(facts.map(({ column }) => [column.name, cellAt(column, row)]));
}

function keysOf({ column }: ColumnFacts): (row: number) => string {
  if (column.kind === 'text') {
    const keys = column.dictionary.map(keyOf);
    return (row) => keys[column.codes[row] as number] ?? 'missing';
  }
  return (row) => keyOf(column.values[row]);
}

function keyOf(value: number | string | undefined): string {
  return value === undefined || Number.isNaN(value) ? 'missing' : JSON.stringify(value);
}

/** Numbers with more distinct values than this are cut into as many bins of equal width. */
const crossBins = 10;

/**
 * Cramér's phi of two columns over the rows where both are known, with Yates' correction for two by two, as SciPy's
 * `chi2_contingency` and the check of this name in Great Expectations 0.18 have it; met up to the threshold.
 */
export function cramersPhi(a: ColumnFacts, b: ColumnFacts, threshold: number): ExpectationResult {
  const [left, right] = [crossCells(a), crossCells(b)];
  const counts = new Map<number, number>();
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()];
  const width = right.count + 1;
  let total = 0;
  for (let row = 0; row < a.rowCount; row++) {
    const [x, y] = [left.cellAt(row), right.cellAt(row)];
    if (x < 0 || y < 0) continue;
    total++;
    counts.set(x * width + y, (counts.get(x * width + y) ?? 0) + 1);
    rows.set(x, (rows.get(x) ?? 0) + 1);
    columns.set(y, (columns.get(y) ?? 0) + 1);
  }
  const smaller = Math.min(rows.size, columns.size) - 1;
  const correction = rows.size === 2 && columns.size === 2 ? 0.5 : 0;
  let statistic = 0;
  for (const [x, rowTotal] of rows)
    for (const [y, columnTotal] of columns) {
      const expected = (rowTotal * columnTotal) / total;
      const distance = Math.abs((counts.get(x * width + y) ?? 0) - expected);
      const surplus = distance - Math.min(correction, distance);
      statistic += (surplus * surplus) / expected;
    }
  const phi = smaller < 1 ? 0 : Math.min(1, Math.sqrt(statistic / total / smaller));
  return wholeResult(phi <= threshold, phi, a.rowCount, a.rowCount - total);
}

function crossCells(facts: ColumnFacts): { readonly count: number; cellAt(row: number): number } {
  const { column } = facts;
  if (column.kind === 'text') return { count: column.dictionary.length, cellAt: (row) => column.codes[row] as number };
  const { values } = facts.distinct();
  const { low, high } = facts.extremes();
  if (values.length > crossBins) {
    const width = (high - low) / crossBins;
    return {
      count: crossBins,
      cellAt(row) {
        const value = column.values[row] as number;
        return !Number.isNaN(value) ? Math.min(crossBins - 1, Math.floor((value - low) / width)) : -1;
      },
    };
  }
  const places = new Map(Array.from(values, (value, i) => [value, i]));
  return { count: values.length, cellAt: (row) => places.get(column.values[row] as number) ?? -1 };
}
