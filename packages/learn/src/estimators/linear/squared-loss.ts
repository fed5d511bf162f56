import { type MarginLoss, pick } from './margin-loss.ts';
import { oneMargin } from './one-margin.ts';

/** Half the squared error, weighted. */
export function squaredLoss(y: Float64Array, weight: Float64Array): MarginLoss {
  return {
    ...oneMargin,
    hasFixedCurvature: true,
    differentiate({ start, margins: [margin = new Float64Array()] }, curvature) {
      let loss = 0;
      for (let i = 0; i < margin.length; i++) {
        const w = weight[start + i] as number;
        const error = (margin[i] as number) - (y[start + i] as number);
        loss += 0.5 * w * error * error;
        margin[i] = w * error;
      }
      curvature?.set(weight.subarray(start, start + margin.length), start);
      return loss;
    },
    on: (rows) => squaredLoss(pick(y, rows), pick(weight, rows)),
  };
}
