import { gammaSurvival } from './gamma-survival.ts';

/** The chance that a standard normal variable is at most x; keeps its relative accuracy in the lower tail. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  const beyond = gammaSurvival(0.5, (x * x) / 2) / 2;
  return x <= 0 ? beyond : 1 - beyond;
}
