import { logit } from '@tend/kernels';
import type { TrainingData } from '../../estimator.ts';
import { columnMeans } from '../linear/column-means.ts';
import { type FittedMargins, fitMargins, type Penalty } from '../linear/fit-margins.ts';
import { logisticLoss } from '../linear/logistic-loss.ts';
import { minimiseNewton } from '../linear/minimise-newton.ts';
import { prevalence } from '../prevalence.ts';
import { logisticObjective } from './logistic-objective.ts';

/** Log-odds by penalised maximum likelihood; of one class in training, those of 1e-12 and coefficients of 0. */
export function fitBinary(
  data: TrainingData,
  penalty: Penalty,
  beforeEach: (iteration: number) => void,
): FittedMargins {
  const p = data.x.features.length;
  const start = logit(prevalence(data));
  const counted = data.y.filter((_, row) => data.weight?.[row] !== 0);
  if (counted.every((label) => label === counted[0]))
    return { intercepts: Float64Array.of(start), coefficients: new Float64Array(p), iterations: 0, converged: true };
  if (penalty.l1 > 0) {
    const weight = data.weight ?? new Float64Array(data.x.rowCount).fill(1);
    const loss = logisticLoss(data.y, weight);
    return fitMargins(data.x, weight, columnMeans(data), loss, penalty, Float64Array.of(start), beforeEach);
  }
  const theta = new Float64Array(p + 1);
  theta[p] = start;
  const minimum = minimiseNewton(logisticObjective(data, penalty.l2), theta, beforeEach);
  return { ...minimum, intercepts: minimum.theta.slice(p), coefficients: minimum.theta.slice(0, p) };
}
