import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { largestExponent } from './logistic-rows.ts';

/**
 * In place of each margin (margins[output * stride + row]) the derivative of the weighted log-loss of the row's class under
 * the softmax of its margins, the probabilities in `shares`; gives the sum of the losses, of even and of odd rows apart.
 * An even number of rows.
 */
export function softmaxRows(
  margins: Float64Array,
  stride: number,
  outputs: number,
  labels: Float64Array,
  weights: Float64Array,
  shares: Float64Array,
): number {
  const size = outputs * stride;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    const w = weights[i] as number;
    let most = margins[i] as number;
    for (let at = i + stride; at < size; at += stride) most = Math.max(most, margins[at] as number);
    let sum = 0;
    for (let at = i; at < size; at += stride) {
      const share = exp(Math.max((margins[at] as number) - most, -largestExponent));
      shares[at] = share;
      sum += share;
    }
    const loss = w * (most - (margins[label * stride + i] as number) + log(sum));
    if (i % 2 === 0) even += loss;
    else odd += loss;
    const inverse = 1 / sum;
    for (let at = i, output = 0; at < size; at += stride, output++) {
      const share = (shares[at] as number) * inverse;
      shares[at] = share;
      margins[at] = w * (share - (output === label ? 1 : 0));
    }
  }
  return even + odd;
}
