import { newtonDirection } from './newton-direction.ts';
import { scaledNorm } from './scaled-norm.ts';
import type { Minimum, SmoothObjective } from './smooth-objective.ts';

/** Relative norm of the gradient at which the minimum counts as found. */
const gradientTolerance = 1e-10;
const maxIterations = 100;
const maxHalvings = 40;
/** Relative rounding noise of the objective: below it a step is judged by the gradient alone. */
const lossNoise = 1e-12;

/**
 * Truncated Newton from `start`: conjugate gradients solve each step the more exactly the closer the minimum is, and
 * halving guards it. Needs memory for the rows only, so one method covers few and thousands of features. The gradient is
 * measured as sqrt(g' D^-1 g), D the Hessian's diagonal, which no scale of a feature changes. `beforeEach` is called with
 * the iteration's number; `isRounding` may call the minimum found where the gradient cannot shrink further. Source: Nocedal and Wright, Algorithm 7.1; Lin, Weng and Keerthi 2008.
 */
export function minimiseNewton(
  objective: SmoothObjective,
  start: Float64Array,
  beforeEach: (iteration: number) => void,
  isRounding: (norm: number, loss: number) => boolean = () => false,
): Minimum {
  let theta = start;
  let point = objective.at(theta);
  let first = 0;
  for (let iteration = 0; ; iteration++) {
    beforeEach(iteration);
    const diagonal = objective.diagonal(point).map((value) => Math.max(value, Number.MIN_VALUE * 2 ** 100));
    const norm = scaledNorm(point.gradient, diagonal);
    if (iteration === 0) first = Math.max(1, norm);
    if (norm <= gradientTolerance * first || isRounding(norm, point.loss))
      return { theta, iterations: iteration, converged: true };
    if (iteration === maxIterations) return { theta, iterations: iteration, converged: false };
    // A step need not be more exact than the minimum: beyond, conjugate gradients only stir rounding, without end where a
    // direction is flat.
    const enough = 0.1 * gradientTolerance * (first / norm);
    const forcing = Math.min(0.1, Math.max(norm / first, enough));
    const direction = newtonDirection(objective, point, diagonal, forcing, 2 * theta.length + 20);
    const next = halve(objective, theta, point.loss, point.gradient, direction);
    if (next === undefined) return { theta, iterations: iteration, converged: false };
    theta = next;
    point = objective.at(theta);
  }
}

/** theta + t * direction for the first t of 1, 1/2, 1/4, ... that lowers the objective enough (Armijo). */
function halve(
  objective: SmoothObjective,
  theta: Float64Array,
  loss: number,
  gradient: Float64Array,
  direction: Float64Array,
): Float64Array | undefined {
  let slope = 0;
  for (let j = 0; j < theta.length; j++) slope += (gradient[j] as number) * (direction[j] as number);
  if (!(slope < 0)) return undefined;
  for (let halving = 0, t = 1; halving < maxHalvings; halving++, t /= 2) {
    const next = theta.map((value, j) => value + t * (direction[j] as number));
    if (objective.loss(next) <= loss + 1e-4 * t * slope + lossNoise * Math.abs(loss)) return next;
  }
  return undefined;
}
