import type { FittedManifest, Task } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';

/** Throws `MalformedModel` unless a stored manifest names one of `tasks` (absent: binary), and classes where it has some. */
export function checkStoredTask(tasks: readonly Task[], manifest: FittedManifest): void {
  const { task = 'binary', classCount } = manifest;
  if (!tasks.includes(task)) throw new MalformedModel('manifest.task', `one of ${tasks.join(', ')}`, String(task));
  if (task !== 'multiclass' && classCount !== undefined)
    throw new MalformedModel('manifest.classCount', `none for ${task}`, String(classCount));
  if (task === 'multiclass' && !(Number.isInteger(classCount) && Number(classCount) >= 2))
    throw new MalformedModel('manifest.classCount', 'a whole number from 2', String(classCount));
}
