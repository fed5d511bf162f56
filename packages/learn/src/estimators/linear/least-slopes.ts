import type { PenalisedObjective } from './penalised-objective.ts';

/** The subgradient of objective + l1 * |coefficients|_1 nearest to 0, given the objective's gradient. */
export function leastSlopes(
  objective: Pick<PenalisedObjective, 'isPenalised'>,
  l1: number,
  theta: Float64Array,
  gradient: Float64Array,
): Float64Array {
  return gradient.map((slope, j) => {
    if (!objective.isPenalised(j)) return slope;
    const value = theta[j] as number;
    return value === 0 ? shrink(slope, l1) : slope + Math.sign(value) * l1;
  });
}

/** The value moved towards 0 by `by`, at most to 0. */
export function shrink(value: number, by: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - by);
}

/** sqrt(v' D^-1 v): the size of slopes that no scale of a feature changes. */
export function scaledNorm(slopes: Float64Array, diagonal: Float64Array): number {
  let sum = 0;
  for (const [j, slope] of slopes.entries()) sum += (slope * slope) / (diagonal[j] as number);
  return Math.sqrt(sum);
}
