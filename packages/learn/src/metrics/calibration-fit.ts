import { logit, sigmoid } from '@tend/kernels';
import { ofRows, type ResampleStatistic } from './resample.ts';

export interface CalibrationFit {
  /** 0 when calibrated in the large. */
  readonly intercept: number;
  /** 1 when calibrated, below 1 when scores are too extreme. */
  readonly slope: number;
  readonly interceptError: number;
  readonly slopeError: number;
}

/** A score of exactly 0 or 1 has no logit: scores are kept this far away. */
const leastScore = 1e-9;
const undetermined: CalibrationFit = {
  intercept: Number.NaN,
  slope: Number.NaN,
  interceptError: Number.NaN,
  slopeError: Number.NaN,
};

/**
 * Logistic recalibration: the outcome regressed on the logit of the score (Cox 1958), by maximum likelihood with
 * standard errors from the information. NaN where no estimate exists: a constant score, or one that separates the classes.
 */
export function calibrationFit(y: Float64Array, score: Float64Array): CalibrationFit {
  return recalibrate(y, logits(score), new Int32Array(y.length).fill(1), [0, 1]);
}

/** The slope of the recalibration on resamples, each started from the rows' own fit. */
export function calibrationSlopeOf(y: Float64Array, score: Float64Array): ResampleStatistic {
  const x = logits(score);
  let start: readonly [number, number] = [0, 1];
  ofRows((counts) => {
    const fit = recalibrate(y, x, counts, start);
    if (!Number.isNaN(fit.slope)) start = [fit.intercept, fit.slope];
    return fit.slope;
  }, y.length);
  return (counts) => recalibrate(y, x, counts, start).slope;
}

function logits(score: Float64Array): Float64Array {
  return score.map((p) => logit(Math.min(1 - leastScore, Math.max(leastScore, p))));
}

/** Newton's method; a step that would move any linear predictor by more than 3 is shortened, which keeps it stable. */
function recalibrate(
  y: Float64Array,
  x: Float64Array,
  counts: Int32Array,
  start: readonly [number, number],
): CalibrationFit {
  const { low, high, overlap } = extent(y, x, counts);
  if (!overlap) return undetermined;
  let [intercept, slope] = start;
  for (let iteration = 0; iteration < 500; iteration++) {
    let g0 = 0;
    let g1 = 0;
    let h00 = 0;
    let h01 = 0;
    let h11 = 0;
    for (let i = 0; i < x.length; i++) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const xi = x[i] as number;
      const p = sigmoid(intercept + slope * xi);
      const residual = count * ((y[i] as number) - p);
      const weight = count * p * (1 - p);
      g0 += residual;
      g1 += residual * xi;
      h00 += weight;
      h01 += weight * xi;
      h11 += weight * xi * xi;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) return undetermined;
    const step0 = (h11 * g0 - h01 * g1) / determinant;
    const step1 = (h00 * g1 - h01 * g0) / determinant;
    const farthest = Math.max(Math.abs(step0 + step1 * low), Math.abs(step0 + step1 * high));
    const share = Math.min(1, 3 / farthest);
    intercept += share * step0;
    slope += share * step1;
    if (farthest < 1e-10) {
      const interceptError = Math.sqrt(h11 / determinant);
      return { intercept, slope, interceptError, slopeError: Math.sqrt(h00 / determinant) };
    }
  }
  return undetermined;
}

/** The range of x, and whether the classes overlap on it, without which the likelihood has no maximum. */
function extent(y: Float64Array, x: Float64Array, counts: Int32Array): { low: number; high: number; overlap: boolean } {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number];
  for (let i = 0; i < x.length; i++) {
    if (counts[i] === 0) continue;
    const outcome = y[i] === 1 ? 1 : 0;
    const xi = x[i] as number;
    if (xi < low[outcome]) low[outcome] = xi;
    if (xi > high[outcome]) high[outcome] = xi;
  }
  const overlap = high[0] > low[1] && high[1] > low[0];
  return { low: Math.min(...low), high: Math.max(...high), overlap };
}
