import { logit } from '@tend/kernels';
import type { Estimator, Fitted, FittedManifest } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { alignFeatures } from './align-features.ts';
import { byteReader } from './byte-reader.ts';
import { byteWriter } from './byte-writer.ts';
import { checkManifest } from './check-manifest.ts';
import { checkRow } from './check-row.ts';
import { prevalence } from './prevalence.ts';
import { throwIfAborted } from './throw-if-aborted.ts';

/** Predicts the weighted training prevalence for every row: what any model must beat. */
export const majority: Estimator = {
  name: 'majority',
  parameters: {},
  fit(parameters, data, context) {
    throwIfAborted(context.signal);
    const share = prevalence(data);
    const weights = byteWriter(8);
    weights.f64(share);
    const manifest: FittedManifest = {
      estimator: 'majority',
      parameters,
      features: data.x.features,
      facts: { prevalence: share },
    };
    context.progress?.(1, 1);
    return fittedMajority(manifest, weights.finish(), share);
  },
  load(manifest, weights) {
    checkManifest('majority', majority.parameters, manifest);
    const reader = byteReader(weights, 'majority weights');
    const share = reader.f64();
    reader.finish();
    if (!(share > 0 && share < 1)) throw new MalformedModel('majority weights', 'a share between 0 and 1', `${share}`);
    return fittedMajority(manifest, weights.slice(), share);
  },
};

function fittedMajority(manifest: FittedManifest, weights: Uint8Array, share: number): Fitted {
  return {
    manifest,
    weights,
    predict(x) {
      alignFeatures(manifest.features, x);
      return new Float64Array(x.rowCount).fill(share);
    },
    explain(x, row) {
      alignFeatures(manifest.features, x);
      checkRow(x, row);
      const margin = logit(share);
      return { base: margin, contributions: new Float64Array(x.features.length), margin };
    },
  };
}
