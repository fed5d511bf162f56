import type { FeatureMatrix } from '../../estimator.ts';
import type { ColumnMoments } from './column-moments.ts';
import type { MarginLoss } from './margin-loss.ts';
import { minimiseNewton } from './minimise-newton.ts';
import { minimiseQuasiNewton } from './minimise-quasi-newton.ts';
import { minimiseSparse } from './minimise-sparse.ts';
import { penalisedObjective } from './penalised-objective.ts';
import { roundingFloor } from './rounding-floor.ts';
import { mostColumnsToFactor, sampleHessian } from './sample-hessian.ts';
import type { Minimum } from './smooth-objective.ts';

export interface Penalty {
  readonly l1: number;
  readonly l2: number;
}

/** Intercepts and coefficients (coefficients[output * features + f]) that minimise a penalised loss. */
export interface FittedMargins {
  readonly intercepts: Float64Array;
  readonly coefficients: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Minimises loss + l1 * |coefficients|_1 + l2 / 2 * |coefficients|^2 from coefficients of 0 and the given intercepts.
 * The columns' moments steady the arithmetic, and do not change the minimum. Rows of `weight` 0 are left out.
 */
export function fitMargins(
  x: FeatureMatrix,
  weight: Float64Array,
  moments: ColumnMoments,
  loss: MarginLoss,
  { l1, l2 }: Penalty,
  intercepts: Float64Array,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const { length } = x.features;
  // Without a penalty the coefficient of a column that never varies would be left to rounding: it is 0.
  const columns = Int32Array.from(x.features.keys()).filter((column) => varies(x, column, weight));
  const p = columns.length;
  const { means } = moments;
  const objective = penalisedObjective(x, columns, means, loss, l2);
  const start = new Float64Array(loss.outputs * (p + 1));
  for (const [output, value] of intercepts.entries()) start[output * (p + 1) + p] = value;
  const minimise = (): Minimum => {
    if (l1 > 0) return minimiseSparse(objective, l1, start, beforeEach);
    if (p > mostColumnsToFactor) return minimiseNewton(objective, start, beforeEach, roundingFloor());
    const estimate = sampleHessian(x, columns, moments, loss, weight, l2);
    return minimiseQuasiNewton(objective, estimate, start, beforeEach, roundingFloor());
  };
  const { theta, iterations, converged } = minimise();
  const coefficients = new Float64Array(loss.outputs * length);
  const atZero = intercepts.map((_, output) => {
    // The objective measures columns from their means, a model from 0.
    let intercept = theta[output * (p + 1) + p] as number;
    for (const [f, column] of columns.entries()) {
      const value = theta[output * (p + 1) + f] as number;
      coefficients[output * length + column] = value;
      intercept -= value * (means[column] as number);
    }
    return intercept;
  });
  return { intercepts: atZero, coefficients, iterations, converged };
}

function varies({ rowCount, values }: FeatureMatrix, column: number, weight: Float64Array): boolean {
  let first: number | undefined;
  for (let row = 0; row < rowCount; row++) {
    if (weight[row] === 0) continue;
    const value = values[column * rowCount + row] as number;
    first ??= value;
    if (value !== first) return true;
  }
  return false;
}
