import type { ColumnScanner, DistinctNumbers, NumberRange, Repeats } from '@tend/kernels';
import { type Cell, type Column, cellAt, type NumericColumn, type TextColumn } from '@tend/table';
import { type NumberOrder, orderOf } from './number-order.ts';

/** What checks ask of a column, each computed at most once and only when the first of them asks. */
export interface ColumnFacts {
  readonly column: Column;
  /** What finds these facts; it may find others. */
  readonly scanner: ColumnScanner;
  readonly rowCount: number;
  readonly knownCount: number;
  /** Rows by code of a text column. */
  codeCounts(): Uint32Array;
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
  /** The known numbers of these ranks in ascending order, from 0: for the few checks that need a few of them, sorting all is dear. */
  ranked(ranks: readonly number[]): readonly number[];
  /** How many known numbers of a numeric column lie outside a range. */
  countOutside(range: NumberRange): number;
  distinct(): DistinctNumbers;
  /** The numbers that occur more than once. */
  repeats(): Repeats;
  /** How many different values are known. */
  distinctCount(): number;
}

/** The facts of one column, found by a scanner that may serve any number of columns. */
export function columnFacts(column: Column, scanner: ColumnScanner): ColumnFacts {
  return column.kind === 'text' ? textFacts(column, scanner) : numericFacts(column, scanner);
}

/** A stored value of the column as JSON carries it. */
export function cellOf(column: NumericColumn, value: number): Cell {
  return cellAt({ ...column, values: Float64Array.of(value) }, 0);
}

function textFacts(column: TextColumn, scanner: ColumnScanner): ColumnFacts {
  const { codes, dictionary } = column;
  const { counts, knownCount } = scanner.countCodes(codes, dictionary.length);
  const noNumbers = (): never => {
    throw new RangeError(`column "${column.name}" holds text`);
  };
  return {
    column,
    scanner,
    rowCount: codes.length,
    knownCount,
    codeCounts: () => counts,
    distinctCount: once(() => countPositive(counts)),
    extremes: noNumbers,
    sum: noNumbers,
    order: noNumbers,
    deviation: noNumbers,
    sorted: noNumbers,
    ranked: noNumbers,
    countOutside: noNumbers,
    distinct: noNumbers,
    repeats: noNumbers,
  };
}

function numericFacts(column: NumericColumn, scanner: ColumnScanner): ColumnFacts {
  const { values } = column;
  const summary = scanner.summarise(values);
  const { knownCount, low, high } = summary;
  const sum = once(() => scanner.sum(values));
  const order = once(() => orderOf(values));
  const repeats = once(() => scanner.findRepeats(values, summary));
  const statistics = once(() => scanner.orderStatistics(values, summary));
  return {
    column,
    scanner,
    rowCount: values.length,
    knownCount,
    codeCounts: () => {
      throw new RangeError(`column "${column.name}" holds numbers`);
    },
    extremes: () => summary,
    sum,
    order,
    deviation: once(() => {
      if (knownCount < 2) return Number.NaN;
      return Math.sqrt(scanner.sumSquares(values, sum() / knownCount) / (knownCount - 1));
    }),
    sorted: once(() => {
      const known = knownNumbers(values, knownCount);
      return order().isAscending ? known : known.sort();
    }),
    ranked: (ranks) => statistics()(ranks),
    countOutside(range) {
      const { least, most, isStrictMin = false, isStrictMax = false } = range;
      // The extremes tell of most ranges that hold all.
      const isLowInside = isStrictMin ? low > least : low >= least;
      const isHighInside = isStrictMax ? high < most : high <= most;
      return isLowInside && isHighInside ? 0 : scanner.countOutside(values, range);
    },
    distinct: once(() => scanner.countDistinct(values, summary)),
    repeats,
    distinctCount: once(() => {
      const { isAscending, isDescending, hasTies } = order();
      return (isAscending || isDescending) && !hasTies ? knownCount : repeats().distinctCount;
    }),
  };
}

function countPositive(counts: Uint32Array): number {
  let found = 0;
  for (const count of counts) found += Number(count > 0);
  return found;
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

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
