import type { CoarseColumn } from '../associations/coarse-column.ts';
import { foldCount, type Outcome } from './outcome.ts';

/** A column in a few bins; missing, where it occurs, is the last one. */
export interface CellColumn {
  readonly column: CoarseColumn;
  readonly count: number;
}

export function cellColumn(column: CoarseColumn): CellColumn {
  return { column, count: column.bins.length + (column.missing > 0 ? 1 : 0) };
}

/** One question about the outcome, summed by fold and pair of bins: [(fold * rows + row) * columns + column]. */
export interface PairCells {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  /** Of squares; the sums themselves where the outcome is 0 or 1. */
  readonly squares: Float64Array;
}

/** Sums for every pair of two columns, one entry for each question: an asked class against the rest, or the number. */
export function pairCells(
  a: CellColumn,
  b: CellColumn,
  outcome: Outcome,
  asked: readonly number[],
): readonly PairCells[] {
  const [rows, columns] = [a.count, b.count];
  const size = foldCount * rows * columns;
  const [codesA, codesB] = [a.column.codes, b.column.codes];
  const { folds } = outcome;
  const counts = new Float64Array(size);
  if (outcome.type === 'number') {
    const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
    for (let i = 0; i < codesA.length; i++) {
      const at = ((folds[i] as number) * rows + (codesA[i] as number)) * columns + (codesB[i] as number);
      const y = outcome.values[i] as number;
      counts[at] = (counts[at] as number) + 1;
      sums[at] = (sums[at] as number) + y;
      squares[at] = (squares[at] as number) + y * y;
    }
    return [{ rows, columns, counts, sums, squares }];
  }
  const classCount = outcome.names.length;
  const byClass = new Int32Array(size * classCount);
  for (let i = 0; i < codesA.length; i++) {
    const cell = ((folds[i] as number) * rows + (codesA[i] as number)) * columns + (codesB[i] as number);
    const at = cell * classCount + (outcome.codes[i] as number);
    byClass[at] = (byClass[at] as number) + 1;
  }
  for (let at = 0; at < byClass.length; at++) {
    const cell = Math.floor(at / classCount);
    counts[cell] = (counts[cell] as number) + (byClass[at] as number);
  }
  return asked.map((code) => {
    const sums = Float64Array.from({ length: size }, (_, cell) => byClass[cell * classCount + code] as number);
    return { rows, columns, counts, sums, squares: sums };
  });
}

/** The sums over all folds but one; over all where `left` is none of them. */
export function withoutFold(values: Float64Array, left: number): Float64Array {
  const size = values.length / foldCount;
  const sums = new Float64Array(size);
  for (let fold = 0; fold < foldCount; fold++)
    if (fold !== left)
      for (let cell = 0; cell < size; cell++)
        sums[cell] = (sums[cell] as number) + (values[fold * size + cell] as number);
  return sums;
}
