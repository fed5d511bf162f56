import { type Cell, type Column, cellAt, type NumericColumn, type TextColumn } from '@tend/table';
import { type DistinctNumbers, distinctNumbers } from './distinct-numbers.ts';
import { countKnown, extremesOf, type NumberOrder, orderOf, squaresAround, sumOf } from './number-scans.ts';
import { orderStatistics } from './order-statistics.ts';

/** What checks ask of a column, each computed at most once and only when the first of them asks. */
export interface ColumnFacts {
  readonly column: Column;
  readonly rowCount: number;
  readonly knownCount: number;
  /** Rows by code of a text column. */
  codeCounts(): Int32Array;
  /** The least and the greatest known number of a numeric column; Infinity and -Infinity where none is known. */
  extremes(): { readonly low: number; readonly high: number };
  /** The sum of the known numbers of a numeric column. */
  sum(): number;
  /** The order in which the known numbers of a numeric column stand. */
  order(): NumberOrder;
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
    extremes: noNumbers,
    sum: noNumbers,
    order: noNumbers,
    deviation: noNumbers,
    sorted: noNumbers,
    smallest: noNumbers,
    distinct: noNumbers,
  };
}

function numericFacts(column: NumericColumn): ColumnFacts {
  const { values } = column;
  const knownCount = countKnown(values);
  const isComplete = knownCount === values.length;
  const extremes = once(() => extremesOf(values));
  const sum = once(() => sumOf(values, isComplete));
  const order = once(() => orderOf(values));
  const distinct = once(() => distinctNumbers(values, extremes().low, extremes().high));
  const select = once(() => orderStatistics(values, extremes().low, extremes().high));
  return {
    column,
    rowCount: values.length,
    knownCount,
    codeCounts: () => {
      throw new RangeError(`column "${column.name}" holds numbers`);
    },
    extremes,
    sum,
    order,
    deviation: once(() => {
      if (knownCount < 2) return Number.NaN;
      return Math.sqrt(squaresAround(values, sum() / knownCount, isComplete) / (knownCount - 1));
    }),
    sorted: once(() => {
      const known = knownNumbers(values, knownCount);
      return order().isAscending ? known : known.sort();
    }),
    smallest: (k) => select()(k),
    distinct,
    distinctCount: once(() => {
      const { isAscending, isDescending, hasTies } = order();
      return (isAscending || isDescending) && !hasTies ? knownCount : distinct().values.length;
    }),
  };
}

function knownNumbers(values: Float64Array, knownCount: number): Float64Array {
  const found = new Float64Array(knownCount);
  let next = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) found[next++] = value;
  }
  return found;
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

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
