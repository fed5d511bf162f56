import type { Estimator, Fitted, FittedManifest, TrainingData } from '../../estimator.ts';
import type { ParameterSpace } from '../../parameters.ts';
import { checkManifest } from '../check-manifest.ts';
import { storedTask } from '../outcome.ts';
import { targetMean } from '../target-mean.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { type ColumnMoments, columnMoments } from './column-moments.ts';
import { type FittedMargins, fitMargins, type Penalty } from './fit-margins.ts';
import { fittedLinear } from './fitted-linear.ts';
import { decodeLinear, encodeLinear, type LinearModel } from './linear-model.ts';
import { squaredLoss } from './squared-loss.ts';

const parameters: ParameterSpace = {
  l1: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e12,
    search: [1000, 100, 10, 0],
    description:
      'Strength of the L1 penalty, which makes coefficients exactly 0: l1 * s * |coefficients|_1 is added to half the ' +
      "squared errors, s the target's standard deviation (lasso; 1 / rows of it is scikit-learn's alpha in units of s)",
  },
  l2: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1e12,
    search: [1000, 100, 10, 1, 0.01],
    description:
      "Strength of the L2 penalty: l2 / 2 * |coefficients|^2 is added to half the squared errors (ridge; scikit-learn's alpha)",
  },
};

/**
 * Linear regression on dense, finite, standardised features with L1 and L2 penalties: ridge (l1 = 0), lasso (l2 = 0), elastic
 * net. The intercept is not penalised, and a NaN or an infinity is `InvalidData`. The target is scaled to a standard
 * deviation of 1 for the fit, so that its unit changes nothing. Says in its facts whether it converged.
 */
export const linear: Estimator = {
  name: 'linear',
  parameters,
  tasks: ['regression'],
  fit(given, data, context) {
    throwIfAborted(context.signal);
    const moments = columnMoments(data);
    const penalty = { l1: Number(given.l1), l2: Number(given.l2) };
    const fit = fitScaled(data, moments, penalty, (iteration) => {
      throwIfAborted(context.signal);
      context.progress?.(iteration, iteration + 1);
    });
    const model = { intercepts: fit.intercepts, coefficients: fit.coefficients, means: moments.means };
    const manifest: FittedManifest = {
      estimator: 'linear',
      parameters: given,
      features: data.x.features,
      facts: {
        iterations: fit.iterations,
        converged: fit.converged,
        nonzero: fit.coefficients.reduce((count, value) => count + (value === 0 ? 0 : 1), 0),
      },
      ...storedTask(data),
    };
    context.progress?.(1, 1);
    return fittedRegression(manifest, encodeLinear(model), model);
  },
  load(manifest, weights) {
    checkManifest('linear', parameters, manifest);
    return fittedRegression(manifest, weights.slice(), decodeLinear(manifest, weights));
  },
};

function fitScaled(
  data: TrainingData,
  moments: ColumnMoments,
  penalty: Penalty,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const { x, y } = data;
  const mean = targetMean(data);
  const weight = data.weight ?? new Float64Array(x.rowCount).fill(1);
  // Squares of the largest deviation itself could underflow.
  let largest = 0;
  let first: number | undefined;
  let isConstant = true;
  for (let row = 0; row < y.length; row++) {
    if (weight[row] === 0) continue;
    const value = y[row] as number;
    first ??= value;
    if (value !== first) isConstant = false;
    largest = Math.max(largest, Math.abs(value - mean));
  }
  const squares = new Float64Array(y.length);
  for (let row = 0; row < y.length; row++) squares[row] = square(((y[row] as number) - mean) / largest);
  const scale = largest * Math.sqrt(targetMean({ ...data, y: squares }));
  // Targets that all agree have no scale; nor may rounding of their mean make one.
  if (isConstant || !(scale > 0))
    return {
      intercepts: Float64Array.of(first ?? mean),
      coefficients: new Float64Array(x.features.length),
      iterations: 0,
      converged: true,
    };
  const scaled = new Float64Array(y.length);
  for (let row = 0; row < y.length; row++) scaled[row] = ((y[row] as number) - mean) / scale;
  const fit = fitMargins(x, weight, moments, squaredLoss(scaled, weight), penalty, Float64Array.of(0), beforeEach);
  return {
    ...fit,
    intercepts: fit.intercepts.map((value) => mean + scale * value),
    coefficients: fit.coefficients.map((value) => scale * value),
  };
}

function fittedRegression(manifest: FittedManifest, weights: Uint8Array, model: LinearModel): Fitted {
  return fittedLinear(manifest, weights, model, ([margins = new Float64Array()]) => margins);
}

function square(value: number): number {
  return value * value;
}
