import type { FeatureMatrix } from '../../estimator.ts';
import type { MarginLoss } from './margin-loss.ts';
import { minimiseNewton } from './minimise-newton.ts';
import { minimiseSparse } from './minimise-sparse.ts';
import { penalisedObjective } from './penalised-objective.ts';

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
 * `means` are those of the columns: they steady the arithmetic, and do not change the minimum.
 */
export function fitMargins(
  x: FeatureMatrix,
  means: Float64Array,
  loss: MarginLoss,
  { l1, l2 }: Penalty,
  intercepts: Float64Array,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const p = x.features.length;
  const objective = penalisedObjective(x, Int32Array.from(x.features.keys()), means, loss, l2);
  const start = new Float64Array(loss.outputs * (p + 1));
  for (const [output, value] of intercepts.entries()) start[output * (p + 1) + p] = value;
  const { theta, iterations, converged } =
    l1 > 0 ? minimiseSparse(objective, l1, start, beforeEach) : minimiseNewton(objective, start, beforeEach);
  const coefficients = new Float64Array(loss.outputs * p);
  const atZero = intercepts.map((_, output) => {
    const own = theta.subarray(output * (p + 1), output * (p + 1) + p);
    coefficients.set(own, output * p);
    // The objective measures columns from their means, a model from 0.
    return own.reduce((sum, value, f) => sum - value * (means[f] as number), theta[output * (p + 1) + p] as number);
  });
  return { intercepts: atZero, coefficients, iterations, converged };
}
