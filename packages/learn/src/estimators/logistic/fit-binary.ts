import { logit } from '@tend/kernels';
import type { TrainingData } from '../../estimator.ts';
import type { ColumnMoments } from '../linear/column-moments.ts';
import { type FittedMargins, fitMargins, type Penalty } from '../linear/fit-margins.ts';
import { logisticLoss } from '../linear/logistic-loss.ts';
import { prevalence } from '../prevalence.ts';

/** Log-odds by penalised maximum likelihood; of one class in training, those of 1e-12 and coefficients of 0. */
export function fitBinary(
  data: TrainingData,
  moments: ColumnMoments,
  penalty: Penalty,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const p = data.x.features.length;
  const start = logit(prevalence(data));
  if (hasOneClass(data))
    return { intercepts: Float64Array.of(start), coefficients: new Float64Array(p), iterations: 0, converged: true };
  const weight = data.weight ?? new Float64Array(data.x.rowCount).fill(1);
  const loss = logisticLoss(data.y, weight);
  return fitMargins(data.x, weight, moments, loss, penalty, Float64Array.of(start), beforeEach);
}

/** Whether all rows that count have the same label. */
function hasOneClass({ y, weight }: TrainingData): boolean {
  let first: number | undefined;
  for (let row = 0; row < y.length; row++) {
    if (weight?.[row] === 0) continue;
    first ??= y[row] as number;
    if (y[row] !== first) return false;
  }
  return true;
}
