import type { SmoothObjective, SmoothPoint } from './smooth-objective.ts';

/**
 * Solves Hessian * d = -gradient to a residual of `tolerance` (relative, in the norm of the inverse diagonal) by conjugate
 * gradients preconditioned with the Hessian's diagonal; at most `limit` products. Source: Nocedal and Wright, Algorithm 7.1.
 */
export function newtonDirection(
  objective: Pick<SmoothObjective, 'hessianProduct'>,
  point: SmoothPoint,
  diagonal: Float64Array,
  tolerance: number,
  limit: number,
): Float64Array {
  const direction = new Float64Array(diagonal.length);
  const residual = point.gradient.map((value) => -value);
  const scaled = residual.map((value, j) => value / (diagonal[j] as number));
  const search = scaled.slice();
  let energy = dot(residual, scaled);
  const target = energy * tolerance * tolerance;
  for (let done = 0; done < limit && energy > target; done++) {
    const product = objective.hessianProduct(point, search);
    const curvature = dot(search, product);
    // Rounding can hide the curvature of a nearly flat direction: what was gained so far is kept.
    if (!(curvature > 0)) break;
    const step = energy / curvature;
    let next = 0;
    for (let j = 0; j < direction.length; j++) {
      (direction[j] as number) += step * (search[j] as number);
      const rest = (residual[j] as number) - step * (product[j] as number);
      residual[j] = rest;
      scaled[j] = rest / (diagonal[j] as number);
      next += rest * (scaled[j] as number);
    }
    const share = next / energy;
    for (let j = 0; j < search.length; j++) search[j] = (scaled[j] as number) + share * (search[j] as number);
    energy = next;
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
