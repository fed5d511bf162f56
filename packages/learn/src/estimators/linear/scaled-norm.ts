/** sqrt(v' D^-1 v): the size of slopes that no scale of a feature changes. */
export function scaledNorm(slopes: Float64Array, diagonal: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < slopes.length; j++) {
    const slope = slopes[j] as number;
    sum += (slope * slope) / (diagonal[j] as number);
  }
  return Math.sqrt(sum);
}
