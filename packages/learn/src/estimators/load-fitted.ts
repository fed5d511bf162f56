import type { Fitted, FittedManifest } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { checkStoredTask } from './check-stored-task.ts';
import { estimators } from './registry.ts';

/** The fitted estimator in a stored manifest and weights; `MalformedModel` for anything no estimator here has written. */
export function loadFitted(manifest: FittedManifest, weights: Uint8Array): Fitted {
  const name: unknown = manifest?.estimator;
  if (typeof name !== 'string' || !Object.hasOwn(estimators, name))
    throw new MalformedModel('manifest.estimator', `one of ${Object.keys(estimators).join(', ')}`, String(name));
  checkStoredTask(estimators[manifest.estimator].tasks, manifest);
  return estimators[manifest.estimator].load(manifest, weights);
}
