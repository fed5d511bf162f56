import { type MarginLoss, pick } from './margin-loss.ts';
import { oneMargin } from './one-margin.ts';

/** The log-loss of 0/1 labels with log-odds as margins, weighted. */
export function logisticLoss(y: Float64Array, weight: Float64Array): MarginLoss {
  return {
    ...oneMargin,
    hasFixedCurvature: false,
    differentiate: (block, curvature) => block.logistic(y, weight, curvature),
    on: (rows) => logisticLoss(pick(y, rows), pick(weight, rows)),
  };
}
