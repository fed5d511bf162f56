import { solveSymmetric } from '@tend/kernels';

/**
 * The minimum of gradient' d + d' H d / 2 + l1 * |coefficients|_1 in the coordinates of `target` that are not 0 or not
 * penalised, all others being 0, if its signs are those of `target`; else undefined. theta + d is what is given, H is
 * symmetric, row-major.
 */
export function solveActive(
  hessian: Float64Array,
  gradient: Float64Array,
  isPenalised: (j: number) => boolean,
  l1: number,
  theta: Float64Array,
  target: Float64Array,
): Float64Array | undefined {
  const size = theta.length;
  const active = Int32Array.from(theta.keys()).filter((j) => target[j] !== 0 || !isPenalised(j));
  const matrix = new Float64Array(active.length * active.length);
  const right = new Float64Array(active.length);
  const next = new Float64Array(size);
  for (const [a, i] of active.entries()) {
    for (const [b, j] of active.entries()) matrix[a * active.length + b] = hessian[i * size + j] as number;
    // Coordinates that become 0 have their steps fixed.
    let slope = (gradient[i] as number) + (isPenalised(i) ? l1 * Math.sign(target[i] as number) : 0);
    for (let j = 0; j < size; j++)
      if (target[j] === 0 && isPenalised(j)) slope -= (hessian[i * size + j] as number) * (theta[j] as number);
    right[a] = -slope;
  }
  const step = solveSymmetric(matrix, right);
  if (step === undefined) return undefined;
  for (const [a, i] of active.entries()) {
    const value = (theta[i] as number) + (step[a] as number);
    if (isPenalised(i) && !(value * (target[i] as number) > 0)) return undefined;
    next[i] = value;
  }
  return next;
}
