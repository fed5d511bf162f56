import type { Targets } from '../../../estimator.ts';
import type { GradientUnits } from './objective.ts';

/** Derivatives that stay near 1. */
export const unitless: GradientUnits = { gradientUnit: 1, hessianUnit: 1 };

/** The power of two at or below the largest distance of a target (of a row with weight) from `centre`; 1 where it is 0. */
export function unitOf({ y, weight }: Targets, centre: number): number {
  let largest = 0;
  for (const [row, target] of y.entries())
    if (weight === undefined || weight[row] !== 0) largest = Math.max(largest, Math.abs(target - centre));
  if (largest === 0) return 1;
  let unit = 1;
  while (unit > largest) unit /= 2;
  while (2 * unit <= largest) unit *= 2;
  return unit;
}
