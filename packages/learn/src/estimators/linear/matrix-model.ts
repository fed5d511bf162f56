import type { CoordinateModel } from './penalised-objective.ts';

/** The quadratic model of a Hessian that stands in memory (symmetric, row-major): slopes are kept up to date by each move. */
export function matrixModel(hessian: Float64Array): CoordinateModel {
  const size = Math.sqrt(hessian.length);
  const slopes = new Float64Array(size);
  return {
    slope: (j) => slopes[j] as number,
    move(j, step) {
      for (let i = 0, at = j * size; i < size; i++, at++) (slopes[i] as number) += step * (hessian[at] as number);
    },
  };
}
