import { betaCdf, log } from '@tend/kernels';
import { pelt } from './pelt.ts';

/** From a period on, the level of a series is another one. */
export interface ChangePoint {
  /** The place of the first value of the new level. */
  readonly place: number;
  /** Means of the values between this change and its neighbours, and how many they are. */
  readonly before: number;
  readonly after: number;
  readonly valuesBefore: number;
  readonly valuesAfter: number;
  /** Of Welch's test of both sides, with as many values as correlation in time leaves, times the places that were searched. */
  readonly pValue: number;
}

const leastValues = 20;
const leastLength = 4;
/** Of the penalty variance * log(n): 2 is that of BIC, more guards against what whitening leaves. */
const penaltyFactor = 3;
const quartileDeviation = 1.482602218505602;
/** Beyond this, differences of neighbours say next to nothing about the noise. */
const mostCorrelation = 0.95;

/**
 * Where the mean of a series changes: PELT on the series whitened by its lag-one correlation, which is estimated from
 * medians of differences, so that the changes themselves do not count as correlation (AR1seg, Chakar and others 2017).
 * None for fewer than 20 values or a series without noise.
 */
export function changePoints(series: Float64Array): readonly ChangePoint[] {
  const n = series.length;
  if (n < leastValues) return [];
  const correlation = robustCorrelation(series);
  const white = Float64Array.from(
    { length: n - 1 },
    (_, i) => (series[i + 1] as number) - correlation * (series[i] as number),
  );
  const noise = quartileDeviation * medianOf(differences(white, 1).map(Math.abs));
  const variance = (noise * noise) / 2;
  if (!(variance > 0)) return [];
  // A change shows in the whitened series one step late at the most: the best place is sought beside it.
  const places = pelt(white, penaltyFactor * variance * log(n), leastLength)
    .map((place) => sharpest(series, place))
    .filter((place, i, all) => i === 0 || place - (all[i - 1] as number) >= leastLength);
  // Medians of few differences may see too little correlation: what is left about the levels may show more.
  const seen = Math.min(mostCorrelation, Math.max(correlation, leftCorrelation(series, places)));
  return places.map((place, i): ChangePoint => {
    const before = series.subarray(i === 0 ? 0 : (places[i - 1] as number), place);
    const after = series.subarray(place, places[i + 1] ?? n);
    return {
      place,
      before: meanOf(before),
      after: meanOf(after),
      valuesBefore: before.length,
      valuesAfter: after.length,
      pValue: Math.min(1, (n - 1) * welch(before, after, seen)),
    };
  });
}

function sharpest(series: Float64Array, place: number): number {
  const step = (at: number): number => Math.abs((series[at] as number) - (series[at - 1] as number));
  return step(place + 1) > step(place) && place + 1 < series.length - 1 ? place + 1 : place;
}

/** From squared medians of differences two and one steps apart; between 0 and 0.95. */
function robustCorrelation(series: Float64Array): number {
  const [one, two] = [medianOf(differences(series, 1).map(Math.abs)), medianOf(differences(series, 2).map(Math.abs))];
  if (!(one > 0)) return 0;
  return Math.min(mostCorrelation, Math.max(0, (two * two) / (one * one) - 1));
}

/** The lag-one correlation about the means of the stretches, less what taking out each mean adds downwards. */
function leftCorrelation(series: Float64Array, places: readonly number[]): number {
  const ends = [...places, series.length];
  const rest = new Float64Array(series.length);
  for (const [i, end] of ends.entries()) {
    const start = i === 0 ? 0 : (ends[i - 1] as number);
    const mean = meanOf(series.subarray(start, end));
    for (let k = start; k < end; k++) rest[k] = (series[k] as number) - mean;
  }
  let product = 0;
  let square = 0;
  for (let i = 0; i < rest.length; i++) {
    square += (rest[i] as number) * (rest[i] as number);
    if (i > 0) product += (rest[i] as number) * (rest[i - 1] as number);
  }
  return square > 0 ? product / square + ends.length / series.length : 0;
}

function differences(series: Float64Array, lag: number): Float64Array {
  return Float64Array.from(
    { length: Math.max(0, series.length - lag) },
    (_, i) => (series[i + lag] as number) - (series[i] as number),
  );
}

/** Welch's test (1947); n values of correlation r are worth n (1 - r) / (1 + r) independent ones. */
function welch(a: Float64Array, b: Float64Array, correlation: number): number {
  const worth = (1 - correlation) / (1 + correlation);
  const [n, m] = [Math.max(2, a.length * worth), Math.max(2, b.length * worth)];
  const [errorA, errorB] = [varianceOf(a) / n, varianceOf(b) / m];
  const error = errorA + errorB;
  if (!(error > 0)) return 0;
  const freedom = (error * error) / ((errorA * errorA) / (n - 1) + (errorB * errorB) / (m - 1));
  const gap = meanOf(a) - meanOf(b);
  const t2 = (gap * gap) / error;
  return betaCdf(freedom / (freedom + t2), freedom / 2, 0.5);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) * (value - mean);
  return values.length > 1 ? sum / (values.length - 1) : 0;
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
