import { exp } from '../math/exp.ts';

/** The chance that the supremum of a Brownian bridge exceeds x: the limit law of Kolmogorov's statistic. Kolmogorov 1933. */
export function kolmogorovSurvival(x: number): number {
  if (!(x > 0)) return Number.isNaN(x) ? x : 1;
  // Each series converges within a few terms on its side of 1.18 (Numerical Recipes, section 6.14.12).
  if (x < 1.18) {
    const rate = -(Math.PI * Math.PI) / (8 * x * x);
    const sum = exp(rate) + exp(9 * rate) + exp(25 * rate) + exp(49 * rate);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  const rate = -2 * x * x;
  return 2 * (exp(rate) - exp(4 * rate) + exp(9 * rate) - exp(16 * rate));
}
