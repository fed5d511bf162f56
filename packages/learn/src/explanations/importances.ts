import { InvalidData } from '../estimators/invalid-data.ts';
import type { ExplainedModel } from './explained-model.ts';

/** `gain`: what the splits on a feature brought to the objective in training, summed; `split`: their number. */
export type ImportanceKind = 'gain' | 'split';

/**
 * How much the trees of a model use each feature, in the order of `model.manifest.features`: LightGBM's
 * `feature_importance`. Both favour features of many values; `permutationImportance` does not. `InvalidData` for a model
 * without trees, and for `gain` where the gains of the splits are unknown.
 */
export function importances({ manifest, forest }: ExplainedModel, kind: ImportanceKind): Float64Array {
  if (forest === undefined) throw new InvalidData('model', 'trees', String(manifest.estimator));
  const { feature, gain } = forest;
  if (kind === 'gain' && gain === undefined && feature.length > 0)
    throw new InvalidData('model', 'splits whose gains are known', 'none');
  const sums = new Float64Array(manifest.features.length);
  for (const [split, f] of feature.entries())
    (sums[f] as number) += kind === 'gain' ? ((gain?.[split] ?? 0) as number) : 1;
  return sums;
}
