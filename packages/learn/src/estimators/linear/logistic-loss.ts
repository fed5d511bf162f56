import { exp, log1p, sigmoid } from '@tend/kernels';
import type { MarginLoss } from './margin-loss.ts';
import { oneMargin } from './one-margin.ts';

/** The log-loss of 0/1 labels with log-odds as margins, weighted. */
export function logisticLoss(y: Float64Array, weight: Float64Array): MarginLoss {
  return {
    ...oneMargin,
    loss([margin = new Float64Array()], start) {
      let loss = 0;
      for (let i = 0; i < margin.length; i++)
        loss += (weight[start + i] as number) * rowLoss(margin[i] as number, y[start + i] as number);
      return loss;
    },
    differentiate([margin = new Float64Array()], start, curvature) {
      let loss = 0;
      for (let i = 0; i < margin.length; i++) {
        const z = margin[i] as number;
        const w = weight[start + i] as number;
        const label = y[start + i] as number;
        const share = sigmoid(z);
        loss += w * rowLoss(z, label);
        curvature[start + i] = w * share * (1 - share);
        margin[i] = w * (share - label);
      }
      return loss;
    },
  };
}

/** -log of the probability given to the label, from the margin z, without overflow. */
export function rowLoss(z: number, label: number): number {
  return Math.max(z, 0) - label * z + log1p(exp(-Math.abs(z)));
}
