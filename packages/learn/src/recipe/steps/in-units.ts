/** Sums of squares below it have lost digits: they are to be computed in units. */
export const leastSquares: number = 1e-280;

/** The largest absolute value that is present; 1 where there is none but 0. */
export function largestSize(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
  }
  return largest === 0 ? 1 : largest;
}

/** The values divided by the largest of them: their squares neither overflow nor vanish all. */
export function inUnits(values: Float64Array): Float64Array {
  const unit = largestSize(values);
  return values.map((value) => value / unit);
}
