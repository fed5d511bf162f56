import { gammaSurvival } from './gamma-survival.ts';

/** The chance that a chi-square variable exceeds a statistic; 1 without degrees of freedom. */
export function chiSquareSurvival(statistic: number, degreesOfFreedom: number): number {
  return degreesOfFreedom === 0 ? 1 : gammaSurvival(degreesOfFreedom / 2, statistic / 2);
}
