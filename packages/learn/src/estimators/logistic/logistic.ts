import { logit, sigmoid } from '@tend/kernels';
import type { Estimator, FeatureMatrix, Fitted, FittedManifest, TrainingData } from '../../estimator.ts';
import { MalformedModel } from '../../malformed-model.ts';
import type { ParameterSpace } from '../../parameters.ts';
import { alignFeatures } from '../align-features.ts';
import { byteReader } from '../byte-reader.ts';
import { byteWriter } from '../byte-writer.ts';
import { checkFinite } from '../check-finite.ts';
import { checkManifest } from '../check-manifest.ts';
import { checkRow } from '../check-row.ts';
import { prevalence } from '../prevalence.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { addColumns } from './column-products.ts';
import { logisticObjective } from './logistic-objective.ts';
import { type LogisticMinimum, minimiseLogistic } from './minimise-logistic.ts';

const parameters: ParameterSpace = {
  l2: {
    type: 'number',
    default: 10,
    min: 1e-6,
    max: 1e9,
    search: [1000, 300, 100, 30, 10, 3, 1, 0.1, 0.01],
    description: 'Strength of the L2 penalty: l2 / 2 * |coefficients|^2 is added to the summed log-loss (1 / C)',
  },
};

interface Weights {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Weighted training means: explanations measure each feature from its mean. */
  readonly means: Float64Array;
}

/**
 * L2-regularised logistic regression with an unpenalised intercept on dense, finite, standardised features; a NaN or an
 * infinity is `InvalidData`. With one class in training the coefficients are 0 and the intercept is that of 1e-12.
 */
export const logistic: Estimator = {
  name: 'logistic',
  parameters,
  fit(given, data, context) {
    throwIfAborted(context.signal);
    checkFinite(data.x, Int32Array.from(data.x.features.keys()), 0, data.x.rowCount);
    const minimum = minimise(given, data, (iteration) => {
      throwIfAborted(context.signal);
      context.progress?.(iteration, iteration + 1);
    });
    const p = data.x.features.length;
    const model: Weights = {
      intercept: minimum.theta[p] as number,
      coefficients: minimum.theta.slice(0, p),
      means: columnMeans(data),
    };
    const manifest: FittedManifest = {
      estimator: 'logistic',
      parameters: given,
      features: data.x.features,
      facts: { iterations: minimum.iterations, converged: minimum.converged },
    };
    context.progress?.(1, 1);
    return fittedLogistic(manifest, encode(model), model);
  },
  load(manifest, weights) {
    checkManifest('logistic', parameters, manifest);
    const reader = byteReader(weights, 'logistic weights');
    const count = reader.count(16);
    if (count !== manifest.features.length)
      throw new MalformedModel('logistic weights', `${manifest.features.length} coefficients`, String(count));
    const finite = (): number => {
      const value = reader.f64();
      if (!Number.isFinite(value)) throw new MalformedModel('logistic weights', 'finite numbers', String(value));
      return value;
    };
    const intercept = finite();
    const coefficients = Float64Array.from({ length: count }, finite);
    const means = Float64Array.from({ length: count }, finite);
    reader.finish();
    return fittedLogistic(manifest, weights.slice(), { intercept, coefficients, means });
  },
};

function minimise(
  { l2 }: Readonly<Record<string, number | string>>,
  data: TrainingData,
  beforeEach: (iteration: number) => void,
): LogisticMinimum {
  const theta = new Float64Array(data.x.features.length + 1);
  theta[theta.length - 1] = logit(prevalence(data));
  const counted = data.y.filter((_, row) => data.weight?.[row] !== 0);
  if (counted.every((label) => label === counted[0])) return { theta, iterations: 0, converged: true };
  return minimiseLogistic(logisticObjective(data, Number(l2)), theta, beforeEach);
}

function columnMeans({ x, weight }: TrainingData): Float64Array {
  return Float64Array.from(x.features, (_, f) => {
    let sum = 0;
    let total = 0;
    for (let r = 0; r < x.rowCount; r++) {
      const w = weight?.[r] ?? 1;
      sum += w * (x.values[f * x.rowCount + r] as number);
      total += w;
    }
    return sum / total;
  });
}

function encode({ intercept, coefficients, means }: Weights): Uint8Array {
  const writer = byteWriter(12 + 16 * coefficients.length);
  writer.u32(coefficients.length);
  writer.f64(intercept);
  for (const value of coefficients) writer.f64(value);
  for (const value of means) writer.f64(value);
  return writer.finish();
}

function fittedLogistic(manifest: FittedManifest, weights: Uint8Array, model: Weights): Fitted {
  const marginsOf = (x: FeatureMatrix, columns: Int32Array, start: number, rowCount: number): Float64Array => {
    const margins = new Float64Array(rowCount).fill(model.intercept);
    addColumns(x.values, x.rowCount, columns, model.coefficients, start, margins);
    return margins;
  };
  return {
    manifest,
    weights,
    predict(x) {
      const columns = alignFeatures(manifest.features, x);
      checkFinite(x, columns, 0, x.rowCount);
      return marginsOf(x, columns, 0, x.rowCount).map(sigmoid);
    },
    explain(x, row) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkFinite(x, columns, row, row + 1);
      const contributions = new Float64Array(x.features.length);
      let base = model.intercept;
      for (const [f, column] of columns.entries()) {
        const coefficient = model.coefficients[f] as number;
        const mean = model.means[f] as number;
        base += coefficient * mean;
        contributions[column] = coefficient * ((x.values[column * x.rowCount + row] as number) - mean);
      }
      const [margin = Number.NaN] = marginsOf(x, columns, row, 1);
      return { base, contributions, margin };
    },
  };
}
