import { exp, log1p, sigmoid } from '@tend/kernels';

/** How margins become predictions. */
export type Link = (typeof links)[number];

/**
 * `logistic` and `softmax` give probabilities, `exponential` a mean, `signedSquare` undoes a root, `softplus` is
 * log(1 + e^x), `largest` the index of the largest margin, `step` 1 above 0.
 */
export const links = [
  'identity',
  'logistic',
  'softmax',
  'exponential',
  'signedSquare',
  'softplus',
  'largest',
  'step',
] as const;

/** Predictions of a row for `marginCount` margins. */
export function outputCountOf(link: Link, marginCount: number): number {
  return link === 'largest' ? 1 : marginCount;
}

/** Predictions from margins, both row-major; `scale` multiplies the margin of a `logistic`. */
export function applyLink(link: Link, scale: number, margins: Float64Array, marginCount: number): Float64Array {
  switch (link) {
    case 'identity':
      return margins;
    case 'logistic':
      return margins.map((margin) => sigmoid(scale * margin));
    case 'softmax':
      return softmax(margins, marginCount);
    case 'exponential':
      return margins.map(exp);
    case 'signedSquare':
      return margins.map((margin) => Math.sign(margin) * margin * margin);
    case 'softplus':
      return margins.map((margin) => Math.max(0, margin) + log1p(exp(-Math.abs(margin))));
    case 'largest':
      return largest(margins, marginCount);
    case 'step':
      return margins.map((margin) => (margin > 0 ? 1 : 0));
  }
}

function softmax(margins: Float64Array, count: number): Float64Array {
  const shares = new Float64Array(margins.length);
  for (let start = 0; start < margins.length; start += count) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + count; i++) most = Math.max(most, margins[i] as number);
    let sum = 0;
    for (let i = start; i < start + count; i++) sum += shares[i] = exp((margins[i] as number) - most);
    for (let i = start; i < start + count; i++) (shares[i] as number) /= sum;
  }
  return shares;
}

/** The first of equals. */
function largest(margins: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: margins.length / count }, (_, row) => {
    let best = 0;
    for (let i = 1; i < count; i++)
      if ((margins[row * count + i] as number) > (margins[row * count + best] as number)) best = i;
    return best;
  });
}
