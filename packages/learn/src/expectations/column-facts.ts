import { type Cell, type Column, cellAt, type NumericColumn, type TextColumn } from '@tend/table';
import { type DistinctNumbers, distinctNumbers } from './distinct-numbers.ts';
import { orderStatistic } from './order-statistics.ts';

/** Sums over the known values of a numeric column. */
export interface NumberFacts {
  /** Infinity and -Infinity where no value is known. */
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly isAscending: boolean;
  readonly isDescending: boolean;
}

/** What checks ask of a column, each computed at most once and only when the first of them asks. */
export interface ColumnFacts {
  readonly column: Column;
  readonly rowCount: number;
  readonly knownCount: number;
  /** Rows by code of a text column. */
  codeCounts(): Int32Array;
  /** Of a numeric column. */
  numbers(): NumberFacts;
  /** Sample standard deviation (n - 1) of a numeric column; NaN below two values. */
  deviation(): number;
  /** The known numbers in ascending order. */
  sorted(): Float64Array;
  /** The k-th smallest of the known numbers, k from 0: for the few checks that need a few of them, sorting all is dear. */
  smallest(k: number): number;
  distinct(): DistinctNumbers;
  /** How many different values are known. */
  distinctCount(): number;
}

/** The facts of one column. */
export function columnFacts(column: Column): ColumnFacts {
  return column.kind === 'text' ? textFacts(column) : numericFacts(column);
}

/** A stored value of the column as JSON carries it. */
export function cellOf(column: NumericColumn, value: number): Cell {
  return cellAt({ ...column, values: Float64Array.of(value) }, 0);
}

function textFacts(column: TextColumn): ColumnFacts {
  const { codes, dictionary } = column;
  const { counts, knownCount } = countCodes(codes, dictionary.length);
  const noNumbers = (): never => {
    throw new RangeError(`column "${column.name}" holds text`);
  };
  return {
    column,
    rowCount: codes.length,
    knownCount,
    codeCounts: () => counts,
    distinctCount: once(() => counts.reduce((found, count) => found + (count > 0 ? 1 : 0), 0)),
    numbers: noNumbers,
    deviation: noNumbers,
    sorted: noNumbers,
    smallest: noNumbers,
    distinct: noNumbers,
  };
}

function numericFacts(column: NumericColumn): ColumnFacts {
  const { values } = column;
  const { knownCount, ...numbers } = scan(values);
  const { low, high, sum, isAscending } = numbers;
  const known = (): Float64Array => {
    const found = new Float64Array(knownCount);
    let next = 0;
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      if (!Number.isNaN(value)) found[next++] = value;
    }
    return found;
  };
  const scratch = once(known);
  const distinct = once(() => distinctNumbers(values, low, high));
  return {
    column,
    rowCount: values.length,
    knownCount,
    codeCounts: () => {
      throw new RangeError(`column "${column.name}" holds numbers`);
    },
    numbers: () => numbers,
    deviation: once(() => {
      if (knownCount < 2) return Number.NaN;
      const mean = sum / knownCount;
      let squares = 0;
      for (let row = 0; row < values.length; row++) {
        const distance = (values[row] as number) - mean;
        if (!Number.isNaN(distance)) squares += distance * distance;
      }
      return Math.sqrt(squares / (knownCount - 1));
    }),
    sorted: once(() => (isAscending ? known() : known().sort())),
    smallest: (k) => orderStatistic(scratch(), k),
    distinct,
    distinctCount: () => distinct().values.length,
  };
}

function countCodes(codes: Int32Array, size: number): { readonly counts: Int32Array; readonly knownCount: number } {
  const counts = new Int32Array(size);
  let knownCount = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < 0) continue;
    counts[code] = (counts[code] as number) + 1;
    knownCount++;
  }
  return { counts, knownCount };
}

/** In a function of its own: variables that closures share live on the heap, and this loop would write them there. */
function scan(values: Float64Array): NumberFacts & { readonly knownCount: number } {
  let knownCount = 0;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let isAscending = true;
  let isDescending = true;
  let before = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    knownCount++;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value < before) isAscending = false;
    if (value > before) isDescending = false;
    before = value;
  }
  return { knownCount, sum, low, high, isAscending, isDescending };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
