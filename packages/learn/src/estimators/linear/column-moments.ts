import type { TrainingData } from '../../estimator.ts';
import { checkFinite } from '../check-finite.ts';

/** What is known of each column before a fit. */
export interface ColumnMoments {
  /** Weighted means. */
  readonly means: Float64Array;
  /** Weighted sums of squared differences from the means. */
  readonly deviations: Float64Array;
}

/** The weighted moments of each feature; `InvalidData` names the first value that is not finite. */
export function columnMoments({ x, weight }: TrainingData): ColumnMoments {
  const { rowCount, values } = x;
  const means = new Float64Array(x.features.length);
  const deviations = new Float64Array(x.features.length);
  let total = 0;
  for (let r = 0; r < rowCount; r++) total += weight?.[r] ?? 1;
  for (const f of x.features.keys()) {
    const column = values.subarray(f * rowCount, (f + 1) * rowCount);
    // Measured from one of the values, squares lose little to rounding however far from 0 the column lies.
    const pivot = column[0] as number;
    const { sum, squares } = weight === undefined ? sums(column, pivot) : weightedSums(column, pivot, weight);
    // float32 numbers never sum to an infinity in float64.
    if (!Number.isFinite(sum)) checkFinite(x, Int32Array.of(f), 0, rowCount);
    const shift = sum / total;
    means[f] = pivot + shift;
    deviations[f] = Math.max(0, squares - shift * sum);
  }
  return { means, deviations };
}

function sums(column: Float32Array, pivot: number): { readonly sum: number; readonly squares: number } {
  const { length } = column;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let aa = 0;
  let bb = 0;
  let cc = 0;
  let dd = 0;
  const whole = length - (length % 4);
  for (let r = 0; r < whole; r += 4) {
    const v0 = (column[r] as number) - pivot;
    const v1 = (column[r + 1] as number) - pivot;
    const v2 = (column[r + 2] as number) - pivot;
    const v3 = (column[r + 3] as number) - pivot;
    a += v0;
    b += v1;
    c += v2;
    d += v3;
    aa += v0 * v0;
    bb += v1 * v1;
    cc += v2 * v2;
    dd += v3 * v3;
  }
  for (let r = whole; r < length; r++) {
    const v = (column[r] as number) - pivot;
    a += v;
    aa += v * v;
  }
  return { sum: a + b + (c + d), squares: aa + bb + (cc + dd) };
}

function weightedSums(column: Float32Array, pivot: number, weight: Float64Array): ReturnType<typeof sums> {
  let sum = 0;
  let squares = 0;
  for (let r = 0; r < column.length; r++) {
    const v = (column[r] as number) - pivot;
    const moved = (weight[r] as number) * v;
    sum += moved;
    squares += moved * v;
  }
  return { sum, squares };
}
