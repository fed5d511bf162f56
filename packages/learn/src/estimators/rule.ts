import { logit } from '@tend/kernels';
import type { Estimator, Feature, FeatureMatrix, Fitted, FittedManifest, TrainingData } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { alignFeatures } from './align-features.ts';
import { byteReader } from './byte-reader.ts';
import { byteWriter } from './byte-writer.ts';
import { checkManifest } from './check-manifest.ts';
import { checkOutput } from './check-output.ts';
import { checkRow } from './check-row.ts';
import { InvalidData } from './invalid-data.ts';
import { prevalence } from './prevalence.ts';
import { throwIfAborted } from './throw-if-aborted.ts';

/** Probabilities of the positive: before the rule is asked, and for each of its answers. */
interface Rates {
  readonly prior: number;
  readonly whenFalse: number;
  readonly whenTrue: number;
  readonly whenUndefined: number;
}

/**
 * The charter's rule of thumb as a calibrated score. Its one feature is 1 (true), 0 (false) or NaN (undefined), and each
 * value is given its weighted training rate, smoothed by one row: (positives + m) / (rows + 1) with m the prevalence where
 * the rule is undefined, and halfway from the prevalence to 0 (1) where it is false (true). So a true rule scores above a
 * false one unless the training rows say otherwise, and no rate is 0 or 1.
 */
export const rule: Estimator = {
  name: 'rule',
  parameters: {},
  tasks: ['binary'],
  fit(parameters, data, context) {
    throwIfAborted(context.signal);
    const feature = onlyFeature(data.x);
    const rates = trainingRates(data, feature);
    const writer = byteWriter(32);
    writer.f64(rates.prior);
    writer.f64(rates.whenFalse);
    writer.f64(rates.whenTrue);
    writer.f64(rates.whenUndefined);
    const manifest: FittedManifest = {
      estimator: 'rule',
      parameters,
      features: data.x.features,
      facts: { whenFalse: rates.whenFalse, whenTrue: rates.whenTrue, whenUndefined: rates.whenUndefined },
    };
    context.progress?.(1, 1);
    return fittedRule(manifest, feature, writer.finish(), rates);
  },
  load(manifest, weights) {
    checkManifest('rule', rule.parameters, manifest);
    const [feature, ...others] = manifest.features;
    if (feature === undefined || others.length > 0)
      throw new MalformedModel('manifest.features', 'one feature', String(manifest.features.length));
    const reader = byteReader(weights, 'rule weights');
    const rates = {
      prior: reader.f64(),
      whenFalse: reader.f64(),
      whenTrue: reader.f64(),
      whenUndefined: reader.f64(),
    };
    reader.finish();
    for (const [name, rate] of Object.entries(rates))
      if (!(rate > 0 && rate < 1)) throw new MalformedModel(`rule weights, ${name}`, 'between 0 and 1', String(rate));
    return fittedRule(manifest, feature, weights.slice(), rates);
  },
};

function onlyFeature(x: FeatureMatrix): Feature {
  const [feature, ...others] = x.features;
  if (feature === undefined || others.length > 0)
    throw new InvalidData('features of a rule', 'exactly one', String(x.features.length));
  return feature;
}

function trainingRates(data: TrainingData, feature: Feature): Rates {
  const prior = prevalence(data);
  const rateWhere = (holds: (value: number) => boolean, outcome: number): number => {
    let positive = outcome;
    let total = 1;
    for (const [row, value] of data.x.values.entries()) {
      if (!holds(checked(value, feature, row))) continue;
      const w = data.weight?.[row] ?? 1;
      positive += w * (data.y[row] as number);
      total += w;
    }
    return positive / total;
  };
  return {
    prior,
    whenFalse: rateWhere((value) => value === 0, prior / 2),
    whenTrue: rateWhere((value) => value === 1, (prior + 1) / 2),
    whenUndefined: rateWhere(Number.isNaN, prior),
  };
}

function checked(value: number, { name }: Feature, row: number): number {
  if (value === 0 || value === 1 || Number.isNaN(value)) return value;
  throw new InvalidData(`feature ${name}, row ${row}`, '0, 1 or missing', String(value));
}

function fittedRule(manifest: FittedManifest, feature: Feature, weights: Uint8Array, rates: Rates): Fitted {
  const rateOf = (value: number): number =>
    Number.isNaN(value) ? rates.whenUndefined : value === 1 ? rates.whenTrue : rates.whenFalse;
  return {
    manifest,
    weights,
    task: 'binary',
    outputs: 1,
    link: 'logistic',
    predict(x) {
      const [column = 0] = alignFeatures(manifest.features, x);
      const values = x.values.subarray(column * x.rowCount, (column + 1) * x.rowCount);
      return Float64Array.from(values, (value, row) => rateOf(checked(value, feature, row)));
    },
    explain(x, row, output = 0) {
      const [column = 0] = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(1, output);
      const base = logit(rates.prior);
      const margin = logit(rateOf(checked(x.values[column * x.rowCount + row] as number, feature, row)));
      const contributions = new Float64Array(x.features.length);
      contributions[column] = margin - base;
      return { base, contributions, margin };
    },
  };
}
