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
