import { log } from '@tend/kernels';
import type { TrainingData } from '../../estimator.ts';
import { classShares } from '../class-shares.ts';
import type { ColumnMoments } from '../linear/column-moments.ts';
import { type FittedMargins, fitMargins, type Penalty } from '../linear/fit-margins.ts';
import { softmaxLoss } from '../linear/softmax-loss.ts';

/**
 * Margins of all classes by penalised maximum likelihood of their softmax. Only differences between intercepts count: they
 * are made to sum to 0 over the classes with rows. A class without rows has the intercept of a share of 1e-12 and
 * coefficients of 0.
 */
export function fitMultinomial(
  data: TrainingData,
  moments: ColumnMoments,
  classCount: number,
  penalty: Penalty,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const { x, y } = data;
  const weight = data.weight ?? new Float64Array(x.rowCount).fill(1);
  const p = x.features.length;
  const shares = classShares(data, classCount);
  const logs = shares.map((share) => log(share));
  const present = Int32Array.from(shares.keys()).filter((label) =>
    y.some((own, row) => own === label && weight[row] !== 0),
  );
  const start = centred(Float64Array.from(present, (label) => logs[label] as number));
  const fit =
    present.length > 1
      ? fitMargins(
          x,
          weight,
          moments,
          softmaxLoss(placesOf(data, present), weight, present.length),
          penalty,
          start,
          beforeEach,
        )
      : { intercepts: start, coefficients: new Float64Array(p), iterations: 0, converged: true };
  // A class without rows keeps its distance from the others: log(1e-12) from a mean margin of 0.
  const intercepts = logs.slice();
  const coefficients = new Float64Array(classCount * p);
  for (const [place, value] of centred(fit.intercepts).entries()) {
    const label = present[place] as number;
    intercepts[label] = value;
    coefficients.set(fit.coefficients.subarray(place * p, (place + 1) * p), label * p);
  }
  return { ...fit, intercepts, coefficients };
}

/** Each row's class as a place among those present; rows of weight 0 count for nothing, wherever they stand. */
function placesOf({ y }: TrainingData, present: Int32Array): Float64Array {
  const places = new Map(Array.from(present, (label, place) => [label, place]));
  return y.map((label) => places.get(label) ?? 0);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
