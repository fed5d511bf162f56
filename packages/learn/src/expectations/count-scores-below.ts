/** How many known numbers have a score, (number - mean) / deviation, of less than `threshold`; of its size where double sided. */
export function countScoresBelow(
  values: Float64Array,
  { mean, deviation, threshold, isDoubleSided }: ScoreLimit,
): number {
  let count = 0;
  if (isDoubleSided)
    for (let row = 0; row < values.length; row++)
      count += Number(Math.abs(((values[row] as number) - mean) / deviation) < threshold);
  else
    for (let row = 0; row < values.length; row++)
      count += Number(((values[row] as number) - mean) / deviation < threshold);
  return count;
}

/** A limit of the distance to the mean in standard deviations. */
export interface ScoreLimit {
  readonly mean: number;
  readonly deviation: number;
  readonly threshold: number;
  readonly isDoubleSided: boolean;
}
