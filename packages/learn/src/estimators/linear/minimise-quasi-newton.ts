import type { HessianSolve } from './sample-hessian.ts';
import type { Minimum, Slope, SmoothObjective } from './smooth-objective.ts';

/** Norm of the gradient, relative to its start, at which the minimum counts as found. */
const gradientTolerance = 1e-10;
const maxIterations = 200;
const maxHalvings = 40;
/** Steps that are remembered. */
const memory = 10;
/** Relative rounding noise of the objective: below it a step is judged by the gradient alone. */
const lossNoise = 1e-12;
/** Where a step gained more than this share of the loss, or left more of the norm than that, the Hessian is estimated anew. */
const [large, slow] = [0.01, 0.7];

/**
 * L-BFGS from `start`, whose first guess of the inverse Hessian is `estimate` at one of the points, so that a dozen passes over
 * the data do. The gradient is measured as sqrt(g' H^-1 g), H the estimate, which no scale or correlation of features changes.
 * `beforeEach` is called with the iteration's number; `isRounding` may call the minimum found where the gradient cannot
 * shrink further. Source: Nocedal and Wright, Algorithm 7.4 and 7.5.
 */
export function minimiseQuasiNewton(
  objective: Pick<SmoothObjective, 'slope'>,
  estimate: (theta: Float64Array) => HessianSolve,
  start: Float64Array,
  beforeEach: (iteration: number) => void,
  isRounding: (norm: number, loss: number) => boolean,
): Minimum {
  let theta = start;
  let point = objective.slope(theta);
  let solve = estimate(theta);
  let first = 0;
  let last = { norm: Number.POSITIVE_INFINITY, loss: point.loss };
  const pairs: Pair[] = [];
  for (let iteration = 0; ; iteration++) {
    beforeEach(iteration);
    let norm = normOf(point, solve);
    if (iteration === 0) first = Math.max(1, norm);
    const isDone = (): boolean => norm <= gradientTolerance * first || isRounding(norm, point.loss);
    if (isDone()) return { theta, iterations: iteration, converged: true };
    if (iteration === maxIterations) return { theta, iterations: iteration, converged: false };
    if (norm > slow * last.norm || last.loss - point.loss > large * Math.abs(last.loss)) {
      solve = estimate(theta);
      norm = normOf(point, solve);
    }
    last = { norm, loss: point.loss };
    const next =
      descend(objective, theta, point, directionOf(point.gradient, pairs, solve)) ??
      descend(objective, theta, point, directionOf(point.gradient, [], estimate(theta)));
    if (next === undefined) return { theta, iterations: iteration, converged: false };
    remember(pairs, theta, point, next);
    theta = next.theta;
    point = next.point;
  }
}

/** A step, the change of the gradient along it, and their product. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

interface Place {
  readonly theta: Float64Array;
  readonly point: Slope;
}

function normOf({ gradient }: Slope, solve: HessianSolve): number {
  return Math.sqrt(Math.max(0, dot(gradient, solve(gradient))));
}

function directionOf(gradient: Float64Array, pairs: readonly Pair[], solve: HessianSolve): Float64Array {
  const rest = gradient.map((value) => -value);
  const shares = pairs.map(() => 0);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, change, product } = pairs[i] as Pair;
    const share = dot(step, rest) / product;
    shares[i] = share;
    for (let j = 0; j < rest.length; j++) (rest[j] as number) -= share * (change[j] as number);
  }
  const direction = solve(rest);
  for (const [i, { step, change, product }] of pairs.entries()) {
    const by = (shares[i] as number) - dot(change, direction) / product;
    for (let j = 0; j < direction.length; j++) (direction[j] as number) += by * (step[j] as number);
  }
  return direction;
}

/** theta + t * direction for the first t of 1, 1/2, 1/4, ... that lowers the objective enough (Armijo). */
function descend(
  objective: Pick<SmoothObjective, 'slope'>,
  theta: Float64Array,
  { loss, gradient }: Slope,
  direction: Float64Array,
): Place | undefined {
  const slope = dot(gradient, direction);
  if (!(slope < 0)) return undefined;
  for (let halving = 0, t = 1; halving < maxHalvings; halving++, t /= 2) {
    const next = theta.map((value, j) => value + t * (direction[j] as number));
    const point = objective.slope(next);
    if (point.loss <= loss + 1e-4 * t * slope + lossNoise * Math.abs(loss)) return { theta: next, point };
  }
  return undefined;
}

/** Keeps a step unless rounding hides the curvature along it. */
function remember(pairs: Pair[], theta: Float64Array, { gradient }: Slope, next: Place): void {
  const step = next.theta.map((value, j) => value - (theta[j] as number));
  const change = next.point.gradient.map((value, j) => value - (gradient[j] as number));
  const product = dot(step, change);
  if (!(product > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) return;
  if (pairs.length === memory) pairs.shift();
  pairs.push({ step, change, product });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
