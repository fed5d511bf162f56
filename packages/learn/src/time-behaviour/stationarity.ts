import { exp, log } from '@tend/kernels';

/** Whether a series keeps to one level: small p-values say that it does not. */
export interface Stationarity {
  readonly statistic: number;
  readonly lags: number;
  /** Between 0.01 and 0.1: the published table reaches no further. */
  readonly pValue: number;
}

const leastValues = 12;
const critical = [0.347, 0.463, 0.574, 0.739] as const;
const shares = [0.1, 0.05, 0.025, 0.01] as const;

/**
 * The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) about a constant level, with as many lags as Hobijn, Franses and
 * Ooms (1998) choose from the data. Undefined for fewer than 12 values and a constant series.
 */
export function stationarity(series: Float64Array): Stationarity | undefined {
  const n = series.length;
  if (n < leastValues) return undefined;
  let mean = 0;
  for (const value of series) mean += value / n;
  const rest = series.map((value) => value - mean);
  const square = lagged(rest, 0);
  // What is left of a constant by rounding is no movement.
  if (!(square > 1e-24 * n * (1 + mean * mean))) return undefined;
  const lags = Math.min(n - 1, lagsOf(rest));
  let variance = square;
  for (let lag = 1; lag <= lags; lag++) variance += 2 * lagged(rest, lag) * (1 - lag / (lags + 1));
  let running = 0;
  let sum = 0;
  for (const value of rest) {
    running += value;
    sum += running * running;
  }
  const statistic = sum / (n * n) / (variance / n);
  return { statistic, lags, pValue: pValueOf(statistic) };
}

function lagged(rest: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < rest.length; i++) sum += (rest[i] as number) * (rest[i - lag] as number);
  return sum;
}

function lagsOf(rest: Float64Array): number {
  const n = rest.length;
  // A whole power stays whole, whatever the last bits say.
  const most = Math.floor(power(n, 2 / 9) + 1e-9);
  let [s0, s1] = [lagged(rest, 0) / n, 0];
  for (let lag = 1; lag <= most; lag++) {
    const product = lagged(rest, lag) / (n / 2);
    s0 += product;
    s1 += lag * product;
  }
  const ratio = s1 / s0;
  return Math.floor(1.1447 * power(ratio * ratio, 1 / 3) * power(n, 1 / 3));
}

function pValueOf(statistic: number): number {
  if (statistic <= critical[0]) return shares[0];
  for (let i = 1; i < critical.length; i++) {
    const [low, high] = [critical[i - 1] as number, critical[i] as number];
    const [above, below] = [shares[i - 1] as number, shares[i] as number];
    if (statistic <= high) return above + ((below - above) * (statistic - low)) / (high - low);
  }
  return shares[3];
}

function power(base: number, exponent: number): number {
  return base > 0 ? exp(exponent * log(base)) : 0;
}
