import { exp } from './exp.ts';

/** 1 / (1 + e^-x), the probability of log-odds x; never overflows and keeps its relative accuracy far below 0. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}
