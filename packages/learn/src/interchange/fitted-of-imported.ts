import type { DecisionForest } from '@tend/kernels';
import type { Fitted } from '../estimator.ts';
import { applyLink, type Link } from '../link.ts';
import { MalformedModel } from '../malformed-model.ts';
import type { ImportedModel } from './imported-model.ts';
import { importedTask } from './imported-task.ts';

/**
 * An imported model as a `Fitted`. It predicts what `predictAll` does, save that the contract asks for probabilities of a
 * model that the library lets give log-odds or the number of a class. A regression of several targets has as many outputs.
 * MalformedModel for several probabilities of yes or no. Explanations are in float64: for a model of float32 (XGBoost) their
 * margin differs from the predicted one by float32's rounding.
 */
export function fittedOfImported(model: ImportedModel): Fitted {
  const { manifest, weights, linkScale, marginCount } = model;
  const { task = 'binary' } = importedTask(model.task, marginCount);
  if (task === 'binary' && marginCount !== 1)
    throw new MalformedModel(
      'imported model',
      'one probability of a positive',
      `${marginCount} of ${String(manifest.parameters.objective)}`,
    );
  const link = contractLink(model);
  const scale = link === 'logistic' ? linkScale : 1;
  return {
    manifest,
    weights,
    task,
    outputs: marginCount,
    link,
    forest: scaledForest(model.forest, scale),
    predict: (x) => applyLink(link, scale, model.marginsAll(x), marginCount),
    explain(x, row, output = 0) {
      const { base, contributions, margin } = model.explainOutput(x, row, output);
      const scaled = contributions.map((contribution) => scale * contribution);
      return { base: scale * base, contributions: scaled, margin: scale * margin };
    },
  };
}

/** The link that gives what `Fitted.predict` promises. */
function contractLink({ task, link }: ImportedModel): Link {
  if (task === 'binary') return 'logistic';
  return link === 'largest' ? 'softmax' : link;
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
