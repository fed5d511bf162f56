import type { ColumnSource, Estimator, FeatureMatrix, Targets } from '../estimator.ts';
import { type ParameterValues, resolveParameters } from '../parameters.ts';
import { checkCategories } from './check-categories.ts';
import { checkTask } from './check-task.ts';
import { checkTrainingData } from './check-training-data.ts';
import { InvalidParameters } from './invalid-parameters.ts';

/** All parameters of a fit (`InvalidParameters`), once its task and data have been checked too (`InvalidData`). */
export function checkedParameters(
  estimator: Estimator,
  parameters: ParameterValues,
  data: Targets & { readonly x: FeatureMatrix | ColumnSource },
): ParameterValues {
  const { values, issues } = resolveParameters(estimator.parameters, parameters);
  if (issues.length > 0) throw new InvalidParameters(estimator.name, issues);
  checkTask(estimator, data);
  checkTrainingData(data);
  checkCategories(estimator, data.x.features);
  return values;
}
