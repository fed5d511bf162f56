import type { Feature, Task } from '../../estimator.ts';
import type { ParameterSpace, ParameterValues } from '../../parameters.ts';
import { type GrowthSettings, growthParameters, growthSettings } from './growth-parameters.ts';
import { type ObjectiveChoice, objectiveChoice, objectiveParameters } from './objective-parameters.ts';

/**
 * Hyper-parameters of boosted trees. Defaults and search values lean to small, strongly regularised trees: on small noisy
 * tables, where most problems live, larger ones fit the noise.
 */
export const boostedTreesParameters: ParameterSpace = {
  trees: {
    type: 'integer',
    default: 200,
    min: 1,
    max: 10_000,
    search: [100, 200, 400],
    description: 'Boosting rounds',
  },
  learningRate: {
    type: 'number',
    default: 0.05,
    min: 1e-4,
    max: 1,
    search: [0.02, 0.05, 0.1],
    description: 'Factor on every leaf value',
  },
  leaves: {
    type: 'integer',
    default: 8,
    min: 2,
    max: 256,
    search: [4, 8],
    description: 'Most leaves of a tree',
  },
  maxDepth: { type: 'integer', default: 64, min: 1, max: 64, description: 'Most splits from the root to a leaf' },
  minRowsInLeaf: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 1_000_000,
    search: [50, 20],
    description: 'Fewest training rows in a leaf, estimated from the hessian',
  },
  minHessianInLeaf: {
    type: 'number',
    default: 1e-3,
    min: 0,
    max: 1e6,
    description: 'Smallest sum of hessians in a leaf; for binary of w p (1 - p)',
  },
  l2: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e6,
    search: [10, 1],
    description: 'L2 penalty on leaf values',
  },
  minGain: { type: 'number', default: 0, min: 0, max: 1e9, description: 'A split must gain more' },
  featureFraction: {
    type: 'number',
    default: 0.5,
    min: 0.01,
    max: 1,
    search: [0.3, 0.5, 1],
    description: 'Share of the features each tree may use',
  },
  rowFraction: {
    type: 'number',
    default: 1,
    min: 0.01,
    max: 1,
    description: 'Share of the rows each tree learns from, drawn row by row',
  },
  bins: { type: 'integer', default: 255, min: 2, max: 255, description: 'Most bins of a feature' },
  histogramMegabytes: {
    type: 'number',
    default: 1024,
    min: 0,
    max: 4096,
    description: 'Memory for histograms in MiB; with less of it wide tables take longer, and the model is the same',
  },
  gradients: {
    type: 'choice',
    default: 'quantised',
    choices: ['quantised', 'exact'],
    description:
      'Exact: sums of float64, slower; a row counts as its weight in bins and leaves, so that whole weights are repetition',
  },
  ...growthParameters,
  ...objectiveParameters,
};

/** Resolved values, with features by their place. */
export interface BoostedTreesSettings extends GrowthSettings, ObjectiveChoice {
  readonly trees: number;
  readonly learningRate: number;
  readonly leaves: number;
  readonly maxDepth: number;
  readonly minRowsInLeaf: number;
  readonly minHessianInLeaf: number;
  readonly l2: number;
  readonly minGain: number;
  readonly featureFraction: number;
  readonly rowFraction: number;
  readonly bins: number;
  readonly histogramMegabytes: number;
  readonly gradients: 'quantised' | 'exact';
}

/** The settings in already resolved parameters; `InvalidParameters` where they do not fit the features, the task or one another. */
export function boostedTreesSettings(
  values: ParameterValues,
  features: readonly Feature[],
  task: Task,
): BoostedTreesSettings {
  const number = (name: keyof typeof boostedTreesParameters): number => Number(values[name]);
  return {
    trees: number('trees'),
    learningRate: number('learningRate'),
    leaves: number('leaves'),
    maxDepth: number('maxDepth'),
    minRowsInLeaf: number('minRowsInLeaf'),
    minHessianInLeaf: number('minHessianInLeaf'),
    l2: number('l2'),
    minGain: number('minGain'),
    featureFraction: number('featureFraction'),
    rowFraction: number('rowFraction'),
    bins: number('bins'),
    histogramMegabytes: number('histogramMegabytes'),
    gradients: values.gradients === 'exact' ? 'exact' : 'quantised',
    ...growthSettings(values, features),
    ...objectiveChoice(values, task),
  };
}
