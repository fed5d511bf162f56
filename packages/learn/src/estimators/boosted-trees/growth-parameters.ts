import type { GrowthLimits } from '@tend/kernels';
import type { Feature } from '../../estimator.ts';
import type { Directions, Groups, ParameterSpace, ParameterValues } from '../../parameters.ts';
import { InvalidParameters } from '../invalid-parameters.ts';

/** Hyper-parameters of the growth of one tree beyond its size. */
export const growthParameters: ParameterSpace = {
  growth: {
    type: 'choice',
    default: 'leafWise',
    choices: ['leafWise', 'depthWise'],
    description: 'Which leaf is split next: the one that gains most, or that of the least deep ones',
  },
  l1: { type: 'number', default: 0, min: 0, max: 1e6, description: 'L1 penalty on leaf values' },
  pathSmoothing: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e6,
    description: 'Rows at which a leaf lies halfway between its own value and that of the node above; 0: its own',
  },
  maxLeafValue: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e6,
    description: 'Largest absolute leaf value, before smoothing and the learning rate; 0: any',
  },
  featureFractionByNode: {
    type: 'number',
    default: 1,
    min: 0.01,
    max: 1,
    description: "Share of a tree's features that each of its splits may use",
  },
  categorySmoothing: {
    type: 'number',
    default: 30,
    min: 0,
    max: 1e6,
    description: 'Hessian added to each category where categories are ordered, and fewest rows of one that goes left',
  },
  categoryL2: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e6,
    description: 'L2 penalty on splits into sets of categories, on top of l2',
  },
  maxCategoriesLeft: {
    type: 'integer',
    default: 32,
    min: 1,
    max: 255,
    description: 'Most categories that a split sends left',
  },
  minRowsPerCategory: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 1_000_000,
    description: 'Fewest rows by which two sets of categories differ that are tried',
  },
  monotone: {
    type: 'directions',
    default: {},
    description: 'Numeric features as which rise predictions never fall (1) or never rise (-1)',
  },
  interactions: {
    type: 'groups',
    default: [],
    description:
      'Groups of features: only those of one group (features in none make one more) meet on the way to a leaf',
  },
};

/** Resolved values, with features by their place. */
export type GrowthSettings = Required<
  Omit<GrowthLimits, 'leaves' | 'maxDepth' | 'minRowsInLeaf' | 'minHessianInLeaf' | 'l2' | 'minGain'>
>;

/** The settings in already resolved parameters; `InvalidParameters` where a name is that of no feature it can be said of. */
export function growthSettings(values: ParameterValues, features: readonly Feature[]): GrowthSettings {
  const places = new Map(features.map(({ name }, place) => [name, place]));
  const placeOf = (parameter: string, name: string): number => {
    const place = places.get(name);
    if (place === undefined) throw invalid(parameter, 'names of features', name);
    return place;
  };
  const monotone = features.map(() => 0);
  for (const [name, direction] of Object.entries(values.monotone as Directions)) {
    const place = placeOf('monotone', name);
    if (features[place]?.categories !== undefined)
      throw invalid('monotone', 'numeric features', `${name}, which has categories`);
    monotone[place] = direction;
  }
  const number = (name: keyof typeof growthParameters): number => Number(values[name]);
  return {
    growth: values.growth === 'depthWise' ? 'depthWise' : 'leafWise',
    l1: number('l1'),
    pathSmoothing: number('pathSmoothing'),
    maxLeafValue: number('maxLeafValue'),
    featureFractionByNode: number('featureFractionByNode'),
    categorySmoothing: number('categorySmoothing'),
    categoryL2: number('categoryL2'),
    maxCategoriesLeft: number('maxCategoriesLeft'),
    minRowsPerCategory: number('minRowsPerCategory'),
    monotone,
    interactions: (values.interactions as Groups).map((group) => group.map((name) => placeOf('interactions', name))),
  };
}

function invalid(parameter: string, expected: string, came: string): InvalidParameters {
  return new InvalidParameters('boostedTrees', [{ parameter, expected, came }]);
}
