import type { Targets } from '../../estimator.ts';

/** The rows that count, and what is known of them. */
export interface TrainingRows {
  readonly targets: Targets;
  /** Above 0, float32, divided by a power of two of at least the largest. */
  readonly weights: Float32Array;
  /** Their numbers in the data; absent: all. */
  readonly rows?: Int32Array;
}

/** Rows whose weight, to float32 and relative to the largest, is above 0: all others count for nothing. */
export function trainingRows(data: Targets): TrainingRows {
  const { y, weight } = data;
  if (weight === undefined) return { targets: data, weights: new Float32Array(y.length).fill(1) };
  const scale = powerOfTwoFrom(weight.reduce((most, value) => Math.max(most, value), 0));
  const all = Float32Array.from(weight, (value) => value / scale);
  const weights = all.filter((value) => value > 0);
  if (weights.length === all.length) return { targets: data, weights };
  const rows = Int32Array.from(all.keys()).filter((row) => (all[row] as number) > 0);
  const of = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  return { targets: { ...data, y: of(y), weight: of(weight) }, weights, rows };
}

/** The least power of two that is at least `value`, which is above 0. */
export function powerOfTwoFrom(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  while (power / 2 >= value) power /= 2;
  return power;
}
