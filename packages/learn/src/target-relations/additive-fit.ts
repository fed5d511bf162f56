import { sigmoid, solveSymmetric } from '@tend/kernels';

/** Two-way sums of an outcome: cell row * columns + column. */
export interface CellSums {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

/** Keeps effects finite where a bin has but one outcome, in rows. */
const penalty = 1;
const mostSteps = 30;
const smallestStep = 1e-9;

/**
 * The value of each cell from a row effect plus a column effect: of a number by least squares, of a rate on the log-odds by
 * Newton's method; effects are drawn to 0 by a ridge of one row.
 */
export function additiveFit(cells: CellSums, isRate: boolean): Float64Array {
  const { rows, columns, counts, sums } = cells;
  const width = 1 + rows + columns;
  const effects = new Float64Array(width);
  const linear = (cell: number): number =>
    (effects[0] ?? 0) + (effects[1 + Math.floor(cell / columns)] ?? 0) + (effects[1 + rows + (cell % columns)] ?? 0);
  const fitted = (cell: number): number => (isRate ? sigmoid(linear(cell)) : linear(cell));
  for (let step = 0; step < mostSteps; step++) {
    const hessian = new Float64Array(width * width);
    const gradient = new Float64Array(width);
    for (let cell = 0; cell < rows * columns; cell++) {
      const n = counts[cell] ?? 0;
      if (n === 0) continue;
      const value = fitted(cell);
      const weight = isRate ? n * Math.max(1e-9, value * (1 - value)) : n;
      const surplus = (sums[cell] ?? 0) - n * value;
      const places = [0, 1 + Math.floor(cell / columns), 1 + rows + (cell % columns)];
      for (const i of places) {
        gradient[i] = (gradient[i] ?? 0) + surplus;
        for (const j of places) hessian[i * width + j] = (hessian[i * width + j] ?? 0) + weight;
      }
    }
    for (let i = 1; i < width; i++) {
      hessian[i * width + i] = (hessian[i * width + i] ?? 0) + penalty;
      gradient[i] = (gradient[i] ?? 0) - penalty * (effects[i] ?? 0);
    }
    const change = solveSymmetric(hessian, gradient);
    if (change === undefined) break;
    // Far steps of Newton's method overshoot.
    const largest = change.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const scale = isRate && largest > 4 ? 4 / largest : 1;
    for (let i = 0; i < width; i++) effects[i] = (effects[i] ?? 0) + scale * (change[i] ?? 0);
    if (largest < smallestStep || !isRate) break;
  }
  return Float64Array.from(counts, (_, cell) => fitted(cell));
}
