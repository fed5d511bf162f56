import type { Fitted } from '../estimator.ts';
import type { ImportedModel } from '../interchange/imported-model.ts';

/** A model whose margins can be explained: fitted here, or read from another library's file. */
export type ExplainedModel = Fitted | ImportedModel;

/**
 * The model where its margins are no sum of trees, and then, in every family here, one term a feature: linear models,
 * constants, functions of one feature.
 */
export function additiveModel(model: ExplainedModel): Fitted | undefined {
  return 'explain' in model && model.forest === undefined ? model : undefined;
}
