import type { EstimatorName, Fitted, FittedManifest } from '../estimator.ts';
import { fittedOfImported } from '../interchange/fitted-of-imported.ts';
import { loadImported } from '../interchange/load-imported.ts';
import { MalformedModel } from '../malformed-model.ts';
import { checkStoredTask } from './check-stored-task.ts';
import { estimators } from './registry.ts';

/** The fitted estimator in a stored manifest and weights; `MalformedModel` for anything no estimator here has written. */
export function loadFitted(manifest: FittedManifest, weights: Uint8Array): Fitted {
  const name: unknown = manifest?.estimator;
  if (name === 'imported') return fittedOfImported(loadImported(manifest, weights));
  if (typeof name !== 'string' || !Object.hasOwn(estimators, name))
    throw new MalformedModel(
      'manifest.estimator',
      `one of ${Object.keys(estimators).join(', ')}, imported`,
      String(name),
    );
  const estimator = estimators[name as EstimatorName];
  checkStoredTask(estimator.tasks, manifest);
  return estimator.load(manifest, weights);
}
