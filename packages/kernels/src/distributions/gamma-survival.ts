import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { logGamma } from './log-gamma.ts';

const maximumTerms = 100_000;
const tiny = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(shape, x), for shape > 0 and x >= 0: the chance that a gamma
 * variable exceeds x. Series below shape + 1, Lentz's continued fraction above (Numerical Recipes, section 6.2).
 */
export function gammaSurvival(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = exp(shape * log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - front * series(shape, x) : front * continuedFraction(shape, x);
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let i = 1; i < maximumTerms && term > sum * 1e-17; i++) {
    term *= x / (shape + i);
    sum += term;
  }
  return sum;
}

function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let i = 1; i < maximumTerms; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + a / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const step = d * c;
    product *= step;
    if (Math.abs(step - 1) < 2e-16) break;
  }
  return product;
}
