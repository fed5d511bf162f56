import type { ParameterSpace, ParameterValues } from '../../parameters.ts';

/** Hyper-parameters of random forests; defaults are those of scikit-learn. */
export const randomForestParameters: ParameterSpace = parametersWith('on');

/** Hyper-parameters of extremely randomised trees, which see every row unless `bootstrap` is on. */
export const extraTreesParameters: ParameterSpace = parametersWith('off');

/** Resolved values. */
export interface RandomForestSettings {
  readonly trees: number;
  readonly featureFraction: number;
  readonly minRowsInLeaf: number;
  readonly maxDepth: number;
  readonly minGain: number;
  readonly hasBootstrap: boolean;
  readonly bins: number;
}

/** The settings in already resolved parameters. */
export function randomForestSettings(values: ParameterValues): RandomForestSettings {
  return {
    trees: Number(values.trees),
    featureFraction: Number(values.featureFraction),
    minRowsInLeaf: Number(values.minRowsInLeaf),
    maxDepth: Number(values.maxDepth),
    minGain: Number(values.minGain),
    hasBootstrap: values.bootstrap === 'on',
    bins: Number(values.bins),
  };
}

function parametersWith(bootstrap: 'on' | 'off'): ParameterSpace {
  return {
    trees: { type: 'integer', default: 100, min: 1, max: 10_000, description: 'Trees whose answers are averaged' },
    featureFraction: {
      type: 'number',
      default: 0,
      min: 0,
      max: 1,
      search: [0, 0.5],
      description:
        'Share of the features drawn at each node; 0: the square root of their number for classes, all for a number',
    },
    minRowsInLeaf: {
      type: 'integer',
      default: 1,
      min: 1,
      max: 1_000_000,
      search: [20, 5, 1],
      description: 'Fewest different training rows in a leaf',
    },
    maxDepth: { type: 'integer', default: 1000, min: 1, max: 1000, description: 'Most splits from the root to a leaf' },
    minGain: {
      type: 'number',
      default: 0,
      min: 0,
      max: 1e12,
      description:
        'Least decrease of impurity (Gini or variance) by a split, times the share of the weight in its node',
    },
    bootstrap: {
      type: 'choice',
      default: bootstrap,
      choices: ['on', 'off'],
      description: 'Whether each tree learns from as many rows as there are, drawn with replacement, or from all',
    },
    bins: { type: 'integer', default: 255, min: 2, max: 255, description: 'Most bins of a feature' },
  };
}
