import type { ColumnSource, FeatureMatrix, FitContext, Targets } from '../../estimator.ts';
import type { ParameterValues } from '../../parameters.ts';
import { canonicalColumns } from '../canonical-columns.ts';
import { checkedParameters } from '../checked-parameters.ts';
import { extraTrees } from './extra-trees.ts';
import type { FitWithOutOfBag } from './forest-family.ts';
import { randomForest } from './random-forest.ts';

/**
 * Fits a forest as `fit` does, and gives the predictions of each training row by the trees that have not seen it: an honest
 * estimate without a test set. It needs `bootstrap: 'on'`; without it all are NaN.
 */
export function fitOutOfBag(
  name: 'randomForest' | 'extraTrees',
  parameters: ParameterValues,
  data: Targets & { readonly x: FeatureMatrix | ColumnSource },
  context: FitContext,
): FitWithOutOfBag {
  const family = name === 'randomForest' ? randomForest : extraTrees;
  const values = checkedParameters(family.estimator, parameters, data);
  return family.fitWithOutOfBag(values, { ...data, x: canonicalColumns(data.x) }, context);
}
