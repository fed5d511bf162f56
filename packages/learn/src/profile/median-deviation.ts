import { quantileOf, type ValueDistribution } from './value-distribution.ts';

/** The median absolute deviation from the median, without a factor; NaN when empty. */
export function medianDeviation(distribution: ValueDistribution): number {
  const { values, counts, total } = distribution;
  const centre = quantileOf(distribution, 0.5);
  if (!Number.isFinite(centre)) return Number.NaN;
  // Two ways out from the median, always the nearer value first, up to the middle one or two deviations.
  let right = values.findIndex((value) => value >= centre);
  let left = right - 1;
  const [lower, upper] = [Math.floor((total - 1) / 2), Math.ceil((total - 1) / 2)];
  let passed = 0;
  let low = Number.NaN;
  while (left >= 0 || right < values.length) {
    const down = centre - (values[left] ?? Number.NEGATIVE_INFINITY);
    const up = (values[right] ?? Number.POSITIVE_INFINITY) - centre;
    const isUp = up <= down;
    passed += (isUp ? counts[right++] : counts[left--]) as number;
    const deviation = isUp ? up : down;
    if (Number.isNaN(low) && passed > lower) low = deviation;
    if (passed > upper) return (low + deviation) / 2;
  }
  return Number.NaN;
}
