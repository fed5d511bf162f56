import {
  binFeature,
  type FeatureBins,
  firstRow,
  type Team,
  type TreeLayout,
  type TreeMemory,
  treeKernels,
} from '@tend/kernels';
import type { ColumnReader } from '../column-reader.ts';
import { inPieces, ownReader, type SharedColumns } from './shared-columns.ts';

/** The writing of all bins as plain data, so that it reaches every thread. */
export interface BinWritingTask extends SharedColumns {
  readonly memory: TreeMemory;
  readonly layout: TreeLayout;
  readonly bins: readonly FeatureBins[];
}

/**
 * Writes both copies of the bins, each thread those of its own rows, of a stage those of its share of each piece; the first
 * reads the columns by `read` where they are not shared. Nothing of the values is needed after it.
 */
export function binWritingProgram(task: BinWritingTask, team: Team, read?: ColumnReader): void {
  const { memory, layout, bins, stage, rowCount, featureCount } = task;
  const kernels = treeKernels(memory, layout, team.rank);
  const write = (feature: number, values: Float32Array, first: number): void =>
    binFeature(kernels, feature, bins[feature] as FeatureBins, values, first);
  const ownBegin = firstRow(layout, team.rank);
  const ownEnd = firstRow(layout, team.rank + 1);
  /**
   * The thread's share of `count` rows from `row` on. Features may share a byte, which is read and written again: where one
   * piece has rows of several columns, a row must always be the same thread's.
   */
  const ownPart = (row: number, count: number): readonly [number, number] => {
    if ((stage?.length ?? 0) > rowCount) return [Math.max(0, ownBegin - row), Math.min(count, ownEnd - row)];
    return [Math.floor((count * team.rank) / team.size), Math.floor((count * (team.rank + 1)) / team.size)];
  };
  if (stage === undefined) {
    const column = ownReader(task, read);
    for (let feature = 0; feature < featureCount; feature++)
      write(feature, column(feature).subarray(ownBegin, ownEnd), ownBegin);
  } else
    inPieces(
      { stage, length: stage.length, total: rowCount * featureCount },
      team,
      (piece, from) => {
        const column = ownReader(task, read);
        for (const { feature, row, at, count } of columnParts(piece.length, from, rowCount))
          piece.set(column(feature).subarray(row, row + count), at);
      },
      (piece, from) => {
        for (const { feature, row, at, count } of columnParts(piece.length, from, rowCount)) {
          const [begin, end] = ownPart(row, count);
          if (begin < end) write(feature, piece.subarray(at + begin, at + end), row + begin);
        }
      },
    );
  team.barrier();
  kernels.packRows();
}

interface ColumnPart {
  readonly feature: number;
  /** Its first row. */
  readonly row: number;
  /** Where it begins in the piece. */
  readonly at: number;
  readonly count: number;
}

/** The parts of columns in a piece of all columns one after the other, from value `from` on. */
function* columnParts(length: number, from: number, rowCount: number): Generator<ColumnPart> {
  for (let at = 0; at < length; ) {
    const feature = Math.floor((from + at) / rowCount);
    const row = from + at - feature * rowCount;
    const count = Math.min(length - at, rowCount - row);
    yield { feature, row, at, count };
    at += count;
  }
}
