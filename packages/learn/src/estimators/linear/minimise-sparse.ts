import { descendCoordinates } from './descend-coordinates.ts';
import { leastSlopes } from './least-slopes.ts';
import { matrixModel } from './matrix-model.ts';
import { newtonDirection } from './newton-direction.ts';
import type { PenalisedObjective } from './penalised-objective.ts';
import { roundingFloor } from './rounding-floor.ts';
import { scaledNorm } from './scaled-norm.ts';
import type { Minimum } from './smooth-objective.ts';
import { solveActive } from './solve-active.ts';

/** Relative norm of the least subgradient at which the minimum counts as found. */
const tolerance = 1e-10;
const maxIterations = 200;
const maxHalvings = 40;
/** Relative rounding noise of the objective: below it a step is judged by the gradient alone. */
const lossNoise = 1e-12;

/**
 * The minimum of objective + l1 * |coefficients|_1 from `start`. Each iteration descends along coordinates on the quadratic
 * model, which finds the coefficients that are not 0 (proximal Newton). Where the Hessian can be formed, sweeps cost as much
 * as its size, and equations in those coefficients give the model's minimum; else, where the signs stay, a truncated Newton
 * step follows. Converged where sqrt(v' D^-1 v) of the least subgradient v has fallen to 1e-10 of its start, D the Hessian's
 * diagonal. Source: Friedman, Hastie and Tibshirani 2010; Yuan, Ho and Lin 2012.
 */
export function minimiseSparse(
  objective: PenalisedObjective,
  l1: number,
  start: Float64Array,
  beforeEach: (iteration: number) => void,
): Minimum {
  let theta = start;
  let first = 0;
  const isRounding = roundingFloor();
  for (let iteration = 0; ; iteration++) {
    beforeEach(iteration);
    const point = objective.at(theta);
    const hessian = objective.hessian(point);
    const diagonal = positive(hessian === undefined ? objective.diagonal(point) : diagonalOf(hessian, theta.length));
    const slopes = leastSlopes(objective, l1, theta, point.gradient);
    const norm = scaledNorm(slopes, diagonal);
    if (iteration === 0) first = Math.max(1, norm);
    if (norm <= tolerance * first || isRounding(norm, point.loss))
      return { theta, iterations: iteration, converged: true };
    if (iteration === maxIterations) return { theta, iterations: iteration, converged: false };
    const model = hessian === undefined ? objective.model(point) : matrixModel(hessian);
    const rest = norm * Math.min(0.1, norm / first);
    const found = descendCoordinates(objective, model, point, diagonal, l1, theta, slopes, rest);
    const exact = hessian && solveActive(hessian, point.gradient, (j) => objective.isPenalised(j), l1, theta, found);
    const near = shorten(objective, l1, theta, point, exact ?? found);
    const isSettled = (exact === undefined || near === undefined) && hasSameSigns(objective, theta, near ?? theta);
    const next = (isSettled ? polish(objective, l1, near ?? theta) : undefined) ?? near;
    if (next === undefined) return { theta, iterations: iteration, converged: false };
    theta = next;
  }
}

/** theta + t (target - theta) for the first t of 1, 1/2, 1/4, ... that lowers objective and penalty enough (Armijo). */
function shorten(
  objective: PenalisedObjective,
  l1: number,
  theta: Float64Array,
  { loss, gradient }: { readonly loss: number; readonly gradient: Float64Array },
  target: Float64Array,
): Float64Array | undefined {
  const before = loss + l1Norm(objective, l1, theta);
  let slope = l1Norm(objective, l1, target) - l1Norm(objective, l1, theta);
  for (let j = 0; j < theta.length; j++)
    slope += (gradient[j] as number) * ((target[j] as number) - (theta[j] as number));
  if (!(slope < 0)) return undefined;
  for (let halving = 0, t = 1; halving < maxHalvings; halving++, t /= 2) {
    const next = t === 1 ? target : theta.map((value, j) => value + t * ((target[j] as number) - value));
    const after = objective.loss(next) + l1Norm(objective, l1, next);
    if (after <= before + 1e-4 * t * slope + lossNoise * Math.abs(before)) return next;
  }
  return undefined;
}

/** A Newton step in the coefficients that are not 0 and the intercepts; one that would change its sign becomes 0. */
function polish(whole: PenalisedObjective, l1: number, theta: Float64Array): Float64Array | undefined {
  const p = whole.columnCount;
  const isUsed = (f: number): boolean => {
    for (let output = 0; output < whole.outputs; output++) if (theta[output * (p + 1) + f] !== 0) return true;
    return false;
  };
  const columns = Int32Array.from({ length: p }, (_, f) => f).filter(isUsed);
  const objective = whole.on(columns);
  // Places in theta of the coordinates of the smaller objective.
  const places = Int32Array.from({ length: whole.outputs * (columns.length + 1) }, (_, j) => {
    const output = Math.floor(j / (columns.length + 1));
    return output * (p + 1) + (columns[j % (columns.length + 1)] ?? p);
  });
  const own = Float64Array.from(places, (place) => theta[place] as number);
  const point = objective.at(own);
  const isFree = (j: number): boolean => own[j] !== 0 || !objective.isPenalised(j);
  const gradient = leastSlopes(objective, l1, own, point.gradient).map((value, j) => (isFree(j) ? value : 0));
  const diagonal = positive(objective.diagonal(point));
  const masked = {
    hessianProduct: (at: typeof point, direction: Float64Array): Float64Array =>
      objective.hessianProduct(at, direction).map((value, j) => (isFree(j) ? value : 0)),
  };
  const direction = newtonDirection(masked, { ...point, gradient }, diagonal, 1e-6, 2 * own.length + 20);
  const before = point.loss + l1Norm(objective, l1, own);
  for (let halving = 0, t = 1; halving < maxHalvings; halving++, t /= 2) {
    const next = own.map((value, j) => {
      const moved = value + t * (direction[j] as number);
      return objective.isPenalised(j) && moved * value < 0 ? 0 : moved;
    });
    let slope = 0;
    for (let j = 0; j < own.length; j++) slope += (gradient[j] as number) * ((next[j] as number) - (own[j] as number));
    const after = objective.loss(next) + l1Norm(objective, l1, next);
    if (slope < 0 && after <= before + 1e-4 * slope + lossNoise * Math.abs(before)) {
      const result = theta.slice();
      for (const [j, place] of places.entries()) result[place] = next[j] as number;
      return result;
    }
  }
  return undefined;
}

function l1Norm(objective: PenalisedObjective, l1: number, theta: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < theta.length; j++) if (objective.isPenalised(j)) sum += Math.abs(theta[j] as number);
  return l1 * sum;
}

function hasSameSigns(objective: PenalisedObjective, a: Float64Array, b: Float64Array): boolean {
  return a.every((value, j) => !objective.isPenalised(j) || Math.sign(value) === Math.sign(b[j] as number));
}

function diagonalOf(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) => matrix[j * (size + 1)] as number);
}

function positive(diagonal: Float64Array): Float64Array {
  return diagonal.map((value) => Math.max(value, Number.MIN_VALUE * 2 ** 100));
}
