export type BenchTask = 'binary' | 'regression' | 'multiclass';

/** One problem of learning, in shared memory. */
export interface BenchSet {
  readonly name: string;
  readonly task: BenchTask;
  /** Of `multiclass`; else 1. */
  readonly classCount: number;
  /** Numbers, and categories as their codes; NaN is missing. */
  readonly columns: Columns;
  /** The number of categories of each column, 0 for a column of numbers. */
  readonly categories: readonly number[];
  /** 0 or 1, a number, or a class. */
  readonly target: Float64Array;
  /** The first rows train, the others test. */
  readonly trainRows: number;
}

/** float32, column-major. */
export interface Columns {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly values: Float32Array;
}

/** Columns of zeros, in shared memory, so that threads need no copy. */
export function emptyColumns(rowCount: number, columnCount: number): Columns {
  return { rowCount, columnCount, values: new Float32Array(new SharedArrayBuffer(columnCount * rowCount * 4)) };
}

/** Rows [begin, end) of all columns, copied. */
export function rowsBetween({ rowCount, columnCount, values }: Columns, begin: number, end: number): Columns {
  const part = emptyColumns(end - begin, columnCount);
  for (let c = 0; c < columnCount; c++)
    part.values.set(values.subarray(c * rowCount + begin, c * rowCount + end), c * part.rowCount);
  return part;
}
