import { type DecisionForest, sigmoid } from '@tend/kernels';
import type { Fitted } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import type { ImportedModel } from './imported-model.ts';

/**
 * A binary imported model as a `Fitted`: one that gives a probability of the positive, or its log-odds. MalformedModel for
 * any other, whose answers are no probability. Explanations are on the log-odds, in float64: for a model of float32 (XGBoost)
 * their margin differs from the predicted one by float32's rounding.
 */
export function fittedOfImported(model: ImportedModel): Fitted {
  const { manifest, weights, task, linkScale, marginCount } = model;
  if (task !== 'binary' || marginCount !== 1)
    throw new MalformedModel(
      'imported model',
      'one probability of a positive',
      `${marginCount} of ${String(manifest.parameters.objective)}`,
    );
  return {
    manifest,
    weights,
    task: 'binary',
    outputs: 1,
    link: 'logistic',
    forest: scaledForest(model.forest, linkScale),
    predict: (x) => model.marginsAll(x).map((margin) => sigmoid(linkScale * margin)),
    explain(x, row) {
      const { base, contributions, margin } = model.explainOutput(x, row, 0);
      const scaled = contributions.map((contribution) => linkScale * contribution);
      return { base: linkScale * base, contributions: scaled, margin: linkScale * margin };
    },
  };
}

function scaledForest(forest: DecisionForest, scale: number): DecisionForest {
  if (scale === 1) return forest;
  const times = (values: Float64Array): Float64Array => values.map((value) => scale * value);
  const { linear } = forest;
  return {
    ...forest,
    base: times(forest.base),
    leafValue: times(forest.leafValue),
    ...(linear && { linear: { ...linear, constant: times(linear.constant), coefficient: times(linear.coefficient) } }),
  };
}
