import { shrink } from './least-slopes.ts';
import type { CoordinateModel, PenalisedObjective } from './penalised-objective.ts';
import type { SmoothPoint } from './smooth-objective.ts';

/** Sweeps before the quadratic model is made anew: it is only a model. */
const maxSweeps = 500;

/**
 * Where cyclic coordinate descent on the quadratic model at theta, plus l1 * |coefficients|_1, comes to rest: the steps of
 * a sweep, in the norm of the Hessian's diagonal, at most `rest`. The first sweep visits the coordinates with a slope or a
 * value, later ones those that are not 0.
 */
export function descendCoordinates(
  objective: Pick<PenalisedObjective, 'isPenalised'>,
  model: CoordinateModel,
  point: SmoothPoint,
  diagonal: Float64Array,
  l1: number,
  theta: Float64Array,
  slopes: Float64Array,
  rest: number,
): Float64Array {
  const next = theta.slice();
  const isOpen = (j: number): boolean => next[j] !== 0 || !objective.isPenalised(j);
  let visited = Int32Array.from(theta.keys()).filter((j) => isOpen(j) || slopes[j] !== 0);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let moved = 0;
    for (const j of visited) {
      const curvature = diagonal[j] as number;
      const value = next[j] as number;
      const free = value - ((point.gradient[j] as number) + model.slope(j)) / curvature;
      const to = objective.isPenalised(j) ? shrink(free, l1 / curvature) : free;
      if (to === value) continue;
      model.move(j, to - value);
      next[j] = to;
      moved += (to - value) * (to - value) * curvature;
    }
    if (Math.sqrt(moved) <= rest) break;
    visited = visited.filter(isOpen);
  }
  return next;
}
