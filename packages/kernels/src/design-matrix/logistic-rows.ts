import { exp } from '../math/exp.ts';
import { log1p } from '../math/log1p.ts';

/** Beyond it e^-|x| would leave the normal numbers, which two-at-a-time arithmetic cannot scale to. */
export const largestExponent = 708;

/**
 * In place of each margin (log-odds) the derivative of the weighted log-loss of its 0/1 label, the second derivative in
 * `curvature`; gives the sum of the losses, of even and of odd rows apart. An even number of rows.
 */
export function logisticRows(
  margins: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
  curvature: Float64Array,
): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < margins.length; i++) {
    const z = margins[i] as number;
    const y = labels[i] as number;
    const w = weights[i] as number;
    const odds = exp(Math.max(-Math.abs(z), -largestExponent));
    const share = (z >= 0 ? 1 : odds) / (1 + odds);
    const loss = w * (Math.max(z, 0) - y * z + log1p(odds));
    if (i % 2 === 0) even += loss;
    else odd += loss;
    curvature[i] = w * share * (1 - share);
    margins[i] = w * (share - y);
  }
  return even + odd;
}
