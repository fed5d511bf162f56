import type { Interval } from '@tend/kernels';

/** A value with its two-sided interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** What the rows cannot tell. */
export const unknownEstimate: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/**
 * The difference a - b of two estimates, its interval made of theirs by their squared margins (Zou and Donner 2008). It
 * takes the two for independent: too wide, not too narrow, where they rise and fall together.
 */
export function subtractEstimates(a: Estimate, b: Estimate): Estimate {
  const value = a.value - b.value;
  return {
    value,
    low: value - length(a.value - a.low, b.high - b.value),
    high: value + length(a.high - a.value, b.value - b.low),
  };
}

function length(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
