import type { Team } from '@tend/kernels';
import type { ColumnReader } from '../column-reader.ts';

/**
 * How the threads of a team come to the columns, as plain data: each reads a matrix in shared memory itself, or the first
 * thread copies piece after piece to a stage that all can read. A team of one needs neither.
 */
export interface SharedColumns {
  readonly rowCount: number;
  readonly featureCount: number;
  readonly matrix?: { readonly values: Float32Array; readonly columnOf: Int32Array };
  readonly stage?: Float32Array;
}

/** A piece of the stage is this long where the columns do not ask for more: barriers are rare, and it is little memory. */
const stageLength = 2 ** 20;

/** A stage for pieces of at least `length` values. */
export function newStage(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * Math.max(length, stageLength)));
}

/** A matrix that every thread can read. */
export function isShared({ values }: { readonly values: Float32Array }): boolean {
  return typeof SharedArrayBuffer === 'function' && values.buffer instanceof SharedArrayBuffer;
}

/** Reads the columns that the thread sees without a stage: those of the shared matrix, else those that the first thread reads. */
export function ownReader({ rowCount, matrix }: SharedColumns, read: ColumnReader | undefined): ColumnReader {
  if (matrix === undefined) {
    if (read === undefined) throw new Error('expected shared columns or a reader, came neither');
    return read;
  }
  const { values, columnOf } = matrix;
  return (feature) => {
    const start = (columnOf[feature] as number) * rowCount;
    return values.subarray(start, start + rowCount);
  };
}

/** Values one after the other, of which `length` at a time pass through the stage. */
export interface Pieces {
  readonly stage: Float32Array;
  readonly length: number;
  readonly total: number;
}

/**
 * Has the first thread fill the stage with one piece after the other, and every thread use each of them: `fill` and `use`
 * take the piece and the place of its first value among all.
 */
export function inPieces(
  { stage, length, total }: Pieces,
  team: Team,
  fill: (piece: Float32Array, from: number) => void,
  use: (piece: Float32Array, from: number) => void,
): void {
  for (let from = 0; from < total; from += length) {
    const piece = stage.subarray(0, Math.min(length, total - from));
    if (team.rank === 0) fill(piece, from);
    team.barrier();
    use(piece, from);
    team.barrier();
  }
}
