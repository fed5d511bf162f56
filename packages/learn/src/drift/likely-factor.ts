import { exp, log, quantile } from '@tend/kernels';
import { type Conversion, nearestConversion } from './unit-conversions.ts';

/** One multiplication that explains how a number changed. */
export interface LikelyFactor {
  /** Window divided by reference: the median over matching quantiles. */
  readonly factor: number;
  /** The middle 80% of the ratios. */
  readonly low: number;
  readonly high: number;
  /** The nearest known conversion of units, if one is near. */
  readonly conversion?: Conversion;
  /** How much of the change is gone after dividing by the factor: 1 all, 0 nothing. */
  readonly fit: number;
}

/** A smaller factor is no change of unit, and noise of small windows reaches it. */
const leastLogFactor = log(1.1);
const leastFit = 0.7;
/** A column of one value has no spread of its own to compare with. */
const roundingNoise = 0.005;
/** Largest spread of the ratios, as a share of the reference's own: an added constant also narrows the distribution. */
const largestUnevenness = 0.25;
/**
 * What the factor may leave of the change, as a share of what an added constant leaves. Of 40 windows of 200 rows of ages, speeds, prices
 * and temperatures, a true factor of 1.15 left 0.55 in the median and one of 1.6 left 0.22; of an added constant 9 in 10 left 0.94 or more.
 */
const mostOfShift = 0.7;

/**
 * The factor that turns the reference's quantiles into the window's (both at the same evenly spaced shares), or nothing
 * where one factor does not explain the change: less than 70% of it would be gone, the shape changes too, an added constant
 * explains it about as well, or the factor is below 1.1. Quantiles of 0 on both sides say nothing about a factor and are left out; the outer 5% too, for they are
 * noise. `unit` may be a unit or any text that names one, such as the column's name: then only conversions from it count.
 */
export function likelyFactor(
  referenceQuantiles: readonly number[],
  windowQuantiles: readonly number[],
  options: { readonly unit?: string } = {},
): LikelyFactor | undefined {
  if (referenceQuantiles.length !== windowQuantiles.length) return undefined;
  const margin = Math.floor(referenceQuantiles.length / 20);
  const logRatios: number[] = [];
  const logSizes: number[] = [];
  const pairs: (readonly [before: number, now: number])[] = [];
  let compared = 0;
  for (let i = margin; i < referenceQuantiles.length - margin; i++) {
    const before = referenceQuantiles[i] ?? 0;
    const now = windowQuantiles[i] ?? 0;
    if (before === 0 && now === 0) continue;
    compared++;
    if (before * now <= 0) continue;
    logRatios.push(log(now / before));
    logSizes.push(log(Math.abs(before)));
    pairs.push([before, now]);
  }
  // Changes of sign, or from and to 0, are what no factor explains.
  if (logRatios.length < 10 || logRatios.length < 0.9 * compared) return undefined;
  const sorted = Float64Array.from(logRatios).sort();
  const logFactor = quantile(sorted, 0.5);
  if (Math.abs(logFactor) < leastLogFactor) return undefined;
  const left = meanDistance(logRatios, logFactor);
  const fit = 1 - left / meanDistance(logRatios, 0);
  const spread = meanDistance(logSizes, quantile(Float64Array.from(logSizes).sort(), 0.5));
  if (fit < leastFit || left > largestUnevenness * spread + roundingNoise) return undefined;
  if (leftByFactor(pairs, exp(logFactor)) >= mostOfShift * leftByShift(pairs)) return undefined;
  const conversion = nearestConversion(logFactor, options.unit);
  return {
    factor: exp(logFactor),
    low: exp(quantile(sorted, 0.1)),
    high: exp(quantile(sorted, 0.9)),
    ...(conversion === undefined ? {} : { conversion }),
    fit,
  };
}

type Pairs = readonly (readonly [before: number, now: number])[];

function leftByFactor(pairs: Pairs, factor: number): number {
  return meanDistance(
    pairs.map(([before, now]) => now - factor * before),
    0,
  );
}

function leftByShift(pairs: Pairs): number {
  const shifts = pairs.map(([before, now]) => now - before);
  return meanDistance(shifts, quantile(Float64Array.from(shifts).sort(), 0.5));
}

function meanDistance(values: readonly number[], centre: number): number {
  let sum = 0;
  for (const value of values) sum += Math.abs(value - centre);
  return sum / values.length;
}
