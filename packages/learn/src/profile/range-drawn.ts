import { quantileOf, type ValueDistribution } from './value-distribution.ts';

/** Fewer rows make no histogram. */
export const leastRowsDrawn = 20;

/**
 * The part of `low` to `high` that a picture shows. Where they lie more than twice as far apart as the 1% and 99% quantiles, each side
 * ends half that distance beyond its quantile, if not before: a few far rows would squash all others.
 */
export function rangeDrawn(distribution: ValueDistribution, low: number, high: number): readonly [number, number] {
  const [near, far] = [quantileOf(distribution, 0.01), quantileOf(distribution, 0.99)];
  const bulk = far - near;
  if (bulk <= 0 || high - low <= 2 * bulk) return [low, high];
  return [Math.max(low, near - bulk / 2), Math.min(high, far + bulk / 2)];
}
