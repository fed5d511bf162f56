import type { MarginLoss } from './margin-loss.ts';
import { oneMargin } from './one-margin.ts';

/** Half the squared error, weighted. */
export function squaredLoss(y: Float64Array, weight: Float64Array): MarginLoss {
  return {
    ...oneMargin,
    loss([margin = new Float64Array()], start) {
      let loss = 0;
      for (let i = 0; i < margin.length; i++) {
        const error = (margin[i] as number) - (y[start + i] as number);
        loss += 0.5 * (weight[start + i] as number) * error * error;
      }
      return loss;
    },
    differentiate([margin = new Float64Array()], start, curvature) {
      let loss = 0;
      for (let i = 0; i < margin.length; i++) {
        const w = weight[start + i] as number;
        const error = (margin[i] as number) - (y[start + i] as number);
        loss += 0.5 * w * error * error;
        curvature[start + i] = w;
        margin[i] = w * error;
      }
      return loss;
    },
  };
}
