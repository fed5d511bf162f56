import { type DecisionForest, type InteractionExplainer, interactionExplainer } from '@tend/kernels';
import { alignFeatures } from '../estimators/align-features.ts';
import { checkOutput } from '../estimators/check-output.ts';
import type { NumericMatrix } from '../interchange/numeric-matrix.ts';
import { additiveModel, type ExplainedModel } from './explained-model.ts';
import { pathDependent, shapValues } from './shap-values.ts';

export interface ShapInteractions {
  readonly base: number;
  /**
   * interactions[(row * n + i) * n + j], n = x.features.length: half of what features i and j do together, and at i = j what
   * the feature does alone. A row of a matrix sums to the feature's contribution, all of it and `base` to the margin.
   */
  readonly interactions: Float64Array;
  readonly margins: Float64Array;
}

/**
 * Exact Shapley interaction values (Lundberg et al. 2020) of one output of rows, path-dependent for trees; a sum over
 * features has none beside the diagonal. `InvalidData` where `shapValues` has none.
 */
export function shapInteractions(model: ExplainedModel, x: NumericMatrix, output = 0): ShapInteractions {
  const width = x.features.length;
  const interactions = new Float64Array(x.rowCount * width * width);
  if (additiveModel(model)) {
    const { base, contributions, margins } = shapValues(model, x, { output });
    for (const [at, value] of contributions.entries()) interactions[at * width + (at % width)] = value;
    return { base, interactions, margins };
  }
  checkOutput(model.forest?.outputCount ?? 0, output);
  const { forest, explainer } = pathDependent(model);
  const columnOf = alignFeatures(model.manifest.features, x);
  const { values, rowCount } = x;
  const { contributions, margins } = explainer.explain(values, rowCount, columnOf, output);
  const own = interactionsOf(forest)?.explain({ values, rowCount, columnOf }, output, contributions);
  const count = columnOf.length;
  for (let at = 0; own !== undefined && at < rowCount * count; at++) {
    const to = (Math.floor(at / count) * width + (columnOf[at % count] as number)) * width;
    for (let j = 0; j < count; j++) interactions[to + (columnOf[j] as number)] = own[at * count + j] as number;
  }
  return { base: explainer.expected[output] as number, interactions, margins };
}

const explainers = new WeakMap<DecisionForest, InteractionExplainer>();

function interactionsOf(forest: DecisionForest): InteractionExplainer | undefined {
  const explainer = explainers.get(forest) ?? interactionExplainer(forest);
  if (explainer !== undefined) explainers.set(forest, explainer);
  return explainer;
}
