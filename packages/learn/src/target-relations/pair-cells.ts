import type { ColumnPairs } from '@tend/kernels';
import type { CoarseColumn } from '../associations/coarse-column.ts';
import { type ClassOutcome, foldCount, type NumberOutcome, type Outcome } from './outcome.ts';

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

/** Prepares a column for all its pairs: gives the sums of a pair, one entry for each question, an asked class or the number. */
export function pairedWith(
  a: CellColumn,
  outcome: Outcome,
  asked: readonly number[],
  sums: ColumnPairs,
): (b: CellColumn) => readonly PairCells[] {
  if (outcome.type === 'number') return (b) => [numberCells(a, b, outcome)];
  const classCount = outcome.names.length;
  const counted = countsWith(a, outcome, sums);
  return (b) => {
    const [rows, columns] = [a.count, b.count];
    const byClass = counted(b);
    const size = foldCount * rows * columns;
    const counts = new Float64Array(size);
    for (let at = 0; at < byClass.length; at++) {
      const cell = Math.floor(at / classCount);
      counts[cell] = (counts[cell] as number) + (byClass[at] as number);
    }
    return asked.map((code) => {
      const ofClass = Float64Array.from({ length: size }, (_, cell) => byClass[cell * classCount + code] as number);
      return { rows, columns, counts, sums: ofClass, squares: ofClass };
    });
  };
}

function numberCells(a: CellColumn, b: CellColumn, { folds, values }: NumberOutcome): PairCells {
  const [rows, columns] = [a.count, b.count];
  const [codesA, codesB] = [a.column.codes, b.column.codes];
  const size = foldCount * rows * columns;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let i = 0; i < codesA.length; i++) {
    const at = ((folds[i] as number) * rows + (codesA[i] as number)) * columns + (codesB[i] as number);
    const y = values[i] as number;
    counts[at] = (counts[at] as number) + 1;
    sums[at] = (sums[at] as number) + y;
    squares[at] = (squares[at] as number) + y * y;
  }
  return { rows, columns, counts, sums, squares };
}

/** What a code of the kernels holds. */
const mostLevels = 250;

/** Counts rows by fold, pair of bins and class: [((fold * rows + row) * columns + column) * classes + class]. */
function countsWith(
  a: CellColumn,
  { folds, codes, names }: ClassOutcome,
  sums: ColumnPairs,
): (b: CellColumn) => Float64Array {
  const rows = a.count;
  const classCount = names.length;
  const codesA = a.column.codes;
  const levels = foldCount * rows;
  // Fold, bin and class in one code; in several passes where they are too many for it.
  const perCode = Math.max(1, Math.min(classCount, Math.floor(mostLevels / levels)));
  const parts = Array.from({ length: Math.ceil(classCount / perCode) }, (_, part) => {
    const own = new Uint8Array(codesA.length);
    for (let i = 0; i < own.length; i++) {
      const place = (codes[i] as number) - part * perCode;
      const isOwn = place >= 0 && place < perCode;
      own[i] = isOwn ? ((folds[i] as number) * rows + (codesA[i] as number)) * perCode + place : levels * perCode;
    }
    return own;
  });
  return (b) => {
    const columns = b.count;
    const found = new Float64Array(levels * columns * classCount);
    for (const [part, own] of parts.entries()) {
      const counts = sums.counts({ codes: own, levels: levels * perCode }, { codes: b.column.codes, levels: columns });
      for (let at = 0; at < counts.length; at++) {
        const [code, column] = [Math.floor(at / columns), at % columns];
        const ofClass = part * perCode + (code % perCode);
        if (ofClass < classCount)
          found[(Math.floor(code / perCode) * columns + column) * classCount + ofClass] = counts[at] as number;
      }
    }
    return found;
  };
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
