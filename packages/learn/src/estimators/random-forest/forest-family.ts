import type { ColumnData, Estimator, FitContext, Fitted, FittedManifest } from '../../estimator.ts';
import type { ParameterSpace, ParameterValues } from '../../parameters.ts';
import { checkManifest } from '../check-manifest.ts';
import { fittedForest, loadForest } from '../forest/fitted-forest.ts';
import { storedTask } from '../outcome.ts';
import { growRandomForest } from './grow-random-forest.ts';
import { outOfBagScore } from './out-of-bag-score.ts';
import { randomForestSettings } from './random-forest-parameters.ts';

/** A family of trees grown by themselves, whose answers are averaged. */
export interface ForestFamily {
  readonly estimator: Estimator;
  /** A fit, and what the trees say of the rows that they have not seen. */
  readonly fitWithOutOfBag: (parameters: ParameterValues, data: ColumnData, context: FitContext) => FitWithOutOfBag;
}

export interface FitWithOutOfBag {
  readonly fitted: Fitted;
  /** rows x outputs, as `predict` gives them; NaN for a row that every tree has seen, or that has no weight. */
  readonly outOfBag: Float64Array;
}

/** The family of a name, with the best or with random thresholds. Its margins are its predictions. */
export function forestFamily(
  name: 'randomForest' | 'extraTrees',
  parameters: ParameterSpace,
  hasRandomThresholds: boolean,
): ForestFamily {
  const fitWithOutOfBag: ForestFamily['fitWithOutOfBag'] = (values, data, context) => {
    const { forest, outOfBag } = growRandomForest(randomForestSettings(values), data, context, hasRandomThresholds);
    const manifest: FittedManifest = {
      estimator: name,
      parameters: values,
      features: data.x.features,
      facts: {
        trees: Number(values.trees),
        leaves: forest.leafValue.length / (data.classCount ?? 1),
        ...(outOfBag && outOfBagScore(data, outOfBag)),
      },
      ...storedTask(data),
    };
    const fitted = fittedForest(manifest, forest, 'identity');
    return { fitted, outOfBag: outOfBag ?? new Float64Array(data.x.rowCount * fitted.outputs).fill(Number.NaN) };
  };
  return {
    estimator: {
      name,
      parameters,
      tasks: ['binary', 'multiclass', 'regression'],
      categories: true,
      fitColumns: (values, data, context) => fitWithOutOfBag(values, data, context).fitted,
      load(manifest, weights) {
        checkManifest(name, parameters, manifest);
        return loadForest(manifest, weights, 'identity');
      },
    },
    fitWithOutOfBag,
  };
}
