import { normalCdf, normalQuantile, ranks } from '@tend/kernels';
import { rankAutocorrelations } from './rank-autocorrelations.ts';

/** Whether a series goes one way, and by how much a step. */
export interface SeriesTrend {
  readonly n: number;
  /** Theil and Sen's median slope, a step of one period, with its 95% interval (Sen 1968, widened as the test is). */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  /** Kendall's tau of value and time, -1 to 1. */
  readonly tau: number;
  readonly pValue: number;
  /** By how much correlation in time widens the variance of the test; 1 for none. */
  readonly inflation: number;
}

const leastSteps = 8;
const confidence95 = 0.975;

/**
 * The trend of values at whole times, ascending: Mann and Kendall's test with the variance corrected for the significant
 * autocorrelations of the ranks about the trend (Hamed and Rao 1998), never below that of independent values. Times may have
 * holes. Undefined for fewer than 8 values.
 */
export function trendOf(values: Float64Array, times: Int32Array): SeriesTrend | undefined {
  const n = values.length;
  if (n < leastSteps) return undefined;
  let score = 0;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let pair = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const rise = (values[j] as number) - (values[i] as number);
      score += Math.sign(rise);
      slopes[pair++] = rise / ((times[j] as number) - (times[i] as number));
    }
  slopes.sort();
  const slope = middleOf(slopes);
  // Times from 1 on, as in pymannkendall: the pair of the median slope is a tie but for its last bits.
  const detrended = values.map((value, i) => value - slope * ((times[i] as number) + 1));
  const inflation = Math.max(1, hamedRao(rankAutocorrelations(ranks(detrended)), n));
  const spread = Math.sqrt(varianceOfScore(values) * inflation);
  const distance = Math.max(0, Math.abs(score) - 1);
  const reach = normalQuantile(confidence95) * spread;
  const at = (place: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(place)))] as number;
  return {
    n,
    slope,
    low: at((slopes.length - reach) / 2 - 1),
    high: at((slopes.length + reach) / 2),
    tau: score / slopes.length,
    pValue: spread > 0 ? Math.min(1, 2 * normalCdf(-distance / spread)) : 1,
    inflation,
  };
}

/** The factor n / n*, from autocorrelations beyond 1.96 / sqrt(n). */
function hamedRao(autocorrelations: Float64Array, n: number): number {
  const limit = normalQuantile(confidence95) / Math.sqrt(n);
  let sum = 0;
  for (let lag = 1; lag < autocorrelations.length; lag++) {
    const correlation = autocorrelations[lag] as number;
    if (Math.abs(correlation) > limit) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
  }
  return 1 + (2 / (n * (n - 1) * (n - 2))) * sum;
}

function varianceOfScore(values: Float64Array): number {
  const n = values.length;
  const sorted = values.toSorted();
  let ties = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    while (end < n && sorted[end] === sorted[start]) end++;
    const t = end - start;
    ties += t * (t - 1) * (2 * t + 5);
  }
  return (n * (n - 1) * (2 * n + 5) - ties) / 18;
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
