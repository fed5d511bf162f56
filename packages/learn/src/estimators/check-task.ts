import type { Estimator, Targets } from '../estimator.ts';
import { InvalidData } from './invalid-data.ts';

/** Throws `InvalidData` unless the estimator learns the task of the data. */
export function checkTask({ name, tasks }: Estimator, { task = 'binary' }: Targets): void {
  if (!tasks.includes(task)) throw new InvalidData(`task of ${name}`, `one of ${tasks.join(', ')}`, String(task));
}
