import { randomStream } from '@tend/kernels';
import type { StepContext } from '../step-definition.ts';

/** The fold of each training row: the caller's, or rows shuffled by the seed and dealt out. */
export function foldsOf({ folds, rowCount, seed }: StepContext, count: number): Int32Array {
  if (folds !== undefined) return folds;
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  randomStream(seed).fork(1).shuffle(order);
  const foldOf = new Int32Array(rowCount);
  for (let place = 0; place < rowCount; place++) foldOf[order[place] as number] = place % count;
  return foldOf;
}
