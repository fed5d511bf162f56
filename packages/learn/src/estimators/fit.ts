import type {
  ColumnSource,
  EstimatorName,
  FeatureMatrix,
  FitContext,
  FitOption,
  Fitted,
  Targets,
} from '../estimator.ts';
import type { ParameterValues } from '../parameters.ts';
import { canonicalColumns } from './canonical-columns.ts';
import { canonicalFeatures } from './canonical-features.ts';
import { checkedParameters } from './checked-parameters.ts';
import { InvalidData } from './invalid-data.ts';
import { estimators } from './registry.ts';

const fitOptions: readonly FitOption[] = ['earlyStopping', 'start', 'objective'];

/**
 * Fits an estimator after filling in and checking its parameters (`InvalidParameters`), checking the data (`InvalidData`)
 * and putting the features in byte order of their names, so that column order changes nothing. Boosted trees read columns one
 * at a time, other families bring them together in memory. `Cancelled` once the signal is aborted.
 */
export function fit(
  name: EstimatorName,
  parameters: ParameterValues,
  data: Targets & { readonly x: FeatureMatrix | ColumnSource },
  context: FitContext,
): Fitted {
  const estimator = estimators[name];
  const values = checkedParameters(estimator, parameters, data);
  for (const option of fitOptions)
    if (context[option] !== undefined && !estimator.options?.includes(option))
      throw new InvalidData(`${option} of a fit of ${name}`, 'none', 'some');
  if ('fitColumns' in estimator) return estimator.fitColumns(values, { ...data, x: canonicalColumns(data.x) }, context);
  return estimator.fit(values, { ...data, x: canonicalFeatures(data.x) }, context);
}
