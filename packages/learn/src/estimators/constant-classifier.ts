import { log, logit } from '@tend/kernels';
import type { Estimator, EstimatorName, Fitted, FittedManifest, TrainingData } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { alignFeatures } from './align-features.ts';
import { byteReader } from './byte-reader.ts';
import { byteWriter } from './byte-writer.ts';
import { checkManifest } from './check-manifest.ts';
import { checkOutput } from './check-output.ts';
import { checkRow } from './check-row.ts';
import { outcomeOf, storedTask } from './outcome.ts';
import { throwIfAborted } from './throw-if-aborted.ts';

/** What a classifier that looks at no feature learns: a probability strictly between 0 and 1 for each output. */
interface LearntShares {
  readonly shares: Float64Array;
  readonly facts: FittedManifest['facts'];
}

/** An estimator that gives every row the same probabilities; `learn` makes one number for `binary`, else one a class. */
export function constantClassifier(name: EstimatorName, learn: (data: TrainingData) => LearntShares): Estimator {
  return {
    name,
    parameters: {},
    tasks: ['binary', 'multiclass'],
    categories: true,
    fit(parameters, data, context) {
      throwIfAborted(context.signal);
      const { shares, facts } = learn(data);
      const weights = byteWriter(8 * shares.length);
      for (const share of shares) weights.f64(share);
      const { features } = data.x;
      context.progress?.(1, 1);
      return fittedConstant(
        { estimator: name, parameters, features, facts, ...storedTask(data) },
        weights.finish(),
        shares,
      );
    },
    load(manifest, weights) {
      checkManifest(name, {}, manifest);
      const reader = byteReader(weights, `${name} weights`);
      const { outputs } = outcomeOf(manifest);
      if (weights.length !== 8 * outputs)
        throw new MalformedModel(`${name} weights`, `${8 * outputs} bytes`, String(weights.length));
      const shares = Float64Array.from({ length: outputs }, () => reader.f64());
      for (const share of shares)
        if (!(share > 0 && share < 1))
          throw new MalformedModel(`${name} weights`, 'a share between 0 and 1', String(share));
      return fittedConstant(manifest, weights.slice(), shares);
    },
  };
}

function fittedConstant(manifest: FittedManifest, weights: Uint8Array, shares: Float64Array): Fitted {
  const { task, outputs, link } = outcomeOf(manifest);
  return {
    manifest,
    weights,
    task,
    outputs,
    link,
    predict(x) {
      alignFeatures(manifest.features, x);
      return new Float64Array(x.rowCount * outputs).map((_, i) => shares[i % outputs] as number);
    },
    explain(x, row, output = 0) {
      alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(outputs, output);
      const share = shares[output] as number;
      const margin = task === 'binary' ? logit(share) : log(share);
      return { base: margin, contributions: new Float64Array(x.features.length), margin };
    },
  };
}
