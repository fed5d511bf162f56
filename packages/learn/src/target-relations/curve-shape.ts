import { chiSquareSurvival } from '@tend/kernels';
import type { Shape } from './column-relation.ts';

/** A value in a bin and the variance of its estimate. */
export interface BinValue {
  readonly value: number;
  readonly variance: number;
}

/** A shape is taken where what it leaves is within noise, or is next to nothing. */
const noise = 0.01;
const leastExplained = 0.98;

/**
 * The simplest shape that bins in order fit, given that they differ beyond noise: steadily up or down, up then down, down
 * then up, or none of these. Fits are isotonic regressions (pool adjacent violators); what they leave is compared with
 * noise by chi-square, which is lenient.
 */
export function curveShape(bins: readonly BinValue[]): Exclude<Shape, 'flat' | 'differs'> {
  const up = bins.map(({ value, variance }) => ({ value, weight: 1 / variance }));
  const down = up.map(({ value, weight }) => ({ value: -value, weight }));
  const total = up.reduce((sum, { weight }) => sum + weight, 0);
  const mean = up.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  const whole = up.reduce((sum, { value, weight }) => sum + weight * (value - mean) ** 2, 0);
  const fits = (left: number): boolean =>
    left <= (1 - leastExplained) * whole || chiSquareSurvival(left, bins.length - 1) >= noise;
  const [rising, falling] = [lossesOfPrefixes(up), lossesOfPrefixes(down)];
  const [leftByRising, leftByFalling] = [rising.at(-1) ?? 0, falling.at(-1) ?? 0];
  if (fits(Math.min(leftByRising, leftByFalling))) return leftByRising <= leftByFalling ? 'rising' : 'falling';
  const peaked = leastOfSplits(rising, lossesOfPrefixes(up.toReversed()));
  const dipped = leastOfSplits(falling, lossesOfPrefixes(down.toReversed()));
  if (fits(Math.min(peaked, dipped))) return peaked <= dipped ? 'peaked' : 'dipped';
  return 'irregular';
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** What the best rising fit of the first k bins leaves, for each k from 0: weighted squares. */
function lossesOfPrefixes(bins: readonly Weighted[]): readonly number[] {
  const losses = [0];
  const pools: { value: number; weight: number; squares: number }[] = [];
  for (const { value, weight } of bins) {
    let pool = { value, weight, squares: 0 };
    for (let last = pools.at(-1); last !== undefined && last.value >= pool.value; last = pools.at(-1)) {
      pools.pop();
      const sum = last.weight + pool.weight;
      const apart = last.value - pool.value;
      const squares = last.squares + pool.squares + ((last.weight * pool.weight) / sum) * apart * apart;
      pool = { value: (last.value * last.weight + pool.value * pool.weight) / sum, weight: sum, squares };
    }
    pools.push(pool);
    losses.push(pools.reduce((all, { squares }) => all + squares, 0));
  }
  return losses;
}

function leastOfSplits(first: readonly number[], second: readonly number[]): number {
  return Math.min(...first.map((loss, k) => loss + (second[first.length - 1 - k] ?? 0)));
}
