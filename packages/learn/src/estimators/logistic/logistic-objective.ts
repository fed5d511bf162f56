import { sigmoid } from '@tend/kernels';
import type { TrainingData } from '../../estimator.ts';
import { rowLoss } from '../linear/logistic-loss.ts';
import type { SmoothObjective } from '../linear/smooth-objective.ts';
import { columnBlocks } from './column-blocks.ts';

/** Rows worked on at once: the block of the matrix stays in the second-level cache between its two readings. */
const blockRows = 1024;

/**
 * The L2-regularised logistic objective on a column-major matrix, sum of w * log-loss + l2 / 2 * |coefficients|^2 over
 * theta = [coefficients..., intercept]; the intercept is not penalised.
 */
export function logisticObjective({ x, y, weight }: TrainingData, l2: number): SmoothObjective {
  const { rowCount, values } = x;
  const p = x.features.length;
  const block = new Float64Array(Math.min(blockRows, rowCount));
  const products = columnBlocks(x, blockRows);

  const penalty = (theta: Float64Array): number => {
    let sum = 0;
    for (let f = 0; f < p; f++) sum += (theta[f] as number) ** 2;
    return (l2 / 2) * sum;
  };
  /** Calls back with the margins of each block of rows, in order. */
  const eachBlock = (theta: Float64Array, use: (margins: Float64Array, start: number) => void): void => {
    for (let start = 0; start < rowCount; start += blockRows) {
      const margins = block.subarray(0, Math.min(blockRows, rowCount - start)).fill(theta[p] as number);
      products.add(theta, start / blockRows, margins);
      use(margins, start);
    }
  };

  return {
    loss(theta) {
      let loss = penalty(theta);
      eachBlock(theta, (margins, start) => {
        for (const [i, z] of margins.entries()) loss += (weight?.[start + i] ?? 1) * rowLoss(z, y[start + i] as number);
      });
      return loss;
    },
    at(theta) {
      const curvature = new Float64Array(rowCount);
      const gradient = theta.map((value) => l2 * value);
      gradient[p] = 0;
      let loss = penalty(theta);
      eachBlock(theta, (margins, start) => {
        let sum = 0;
        for (let i = 0; i < margins.length; i++) {
          const z = margins[i] as number;
          const w = weight?.[start + i] ?? 1;
          const label = y[start + i] as number;
          const share = sigmoid(z);
          loss += w * rowLoss(z, label);
          curvature[start + i] = w * share * (1 - share);
          margins[i] = w * (share - label);
          sum += margins[i] as number;
        }
        products.dot(margins, start / blockRows, gradient);
        (gradient[p] as number) += sum;
      });
      return { loss, gradient, curvature };
    },
    diagonal({ curvature }) {
      const diagonal = new Float64Array(p + 1).fill(l2);
      diagonal[p] = 0;
      for (const value of curvature) (diagonal[p] as number) += value;
      for (let f = 0; f < p; f++) {
        let sum = 0;
        for (let r = 0, at = f * rowCount; r < rowCount; r++, at++)
          sum += (curvature[r] as number) * (values[at] as number) * (values[at] as number);
        (diagonal[f] as number) += sum;
      }
      return diagonal;
    },
    hessianProduct({ curvature }, direction) {
      const product = direction.map((value) => l2 * value);
      product[p] = 0;
      eachBlock(direction, (margins, start) => {
        let sum = 0;
        for (let i = 0; i < margins.length; i++) {
          (margins[i] as number) *= curvature[start + i] as number;
          sum += margins[i] as number;
        }
        products.dot(margins, start / blockRows, product);
        (product[p] as number) += sum;
      });
      return product;
    },
  };
}
