import type { Estimator, EstimatorName, Fitted, FittedManifest, TrainingData } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import type { ParameterSpace, ParameterValues } from '../parameters.ts';
import { alignFeatures } from './align-features.ts';
import { byteReader } from './byte-reader.ts';
import { byteWriter } from './byte-writer.ts';
import { checkManifest } from './check-manifest.ts';
import { checkOutput } from './check-output.ts';
import { checkRow } from './check-row.ts';
import { storedTask } from './outcome.ts';
import { throwIfAborted } from './throw-if-aborted.ts';

/** An estimator that gives every row one number, a statistic of the training targets. */
export function constantRegressor(
  name: EstimatorName,
  space: ParameterSpace,
  statistic: (data: TrainingData, parameters: ParameterValues) => number,
): Estimator {
  return {
    name,
    parameters: space,
    tasks: ['regression'],
    categories: true,
    fit(parameters, data, context) {
      throwIfAborted(context.signal);
      const value = statistic(data, parameters);
      const weights = byteWriter(8);
      weights.f64(value);
      const { features } = data.x;
      context.progress?.(1, 1);
      return fittedConstant(
        { estimator: name, parameters, features, facts: { value }, ...storedTask(data) },
        weights.finish(),
        value,
      );
    },
    load(manifest, weights) {
      checkManifest(name, space, manifest);
      const reader = byteReader(weights, `${name} weights`);
      const value = reader.f64();
      reader.finish();
      if (!Number.isFinite(value)) throw new MalformedModel(`${name} weights`, 'a finite number', String(value));
      return fittedConstant(manifest, weights.slice(), value);
    },
  };
}

function fittedConstant(manifest: FittedManifest, weights: Uint8Array, value: number): Fitted {
  return {
    manifest,
    weights,
    task: 'regression',
    outputs: 1,
    link: 'identity',
    predict(x) {
      alignFeatures(manifest.features, x);
      return new Float64Array(x.rowCount).fill(value);
    },
    explain(x, row, output = 0) {
      alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(1, output);
      return { base: value, contributions: new Float64Array(x.features.length), margin: value };
    },
  };
}
