import { meanError } from '../measure/mean-error.ts';
import { median } from '../measure/median.ts';
import type { Pair, Timing } from '../measure/timing.ts';

/** How many times less wall and processor time ours took: medians of the ratios within a repetition. Above 1: less. */
export function speed(pairs: readonly Pair[]): string {
  const ratio = (clock: keyof Timing): string =>
    median(pairs.map(({ theirs, ours }) => theirs[clock] / ours[clock])).toFixed(2);
  return `${ratio('wallMs')} / ${ratio('cpuMs')}`;
}

/** Median wall seconds of both sides. */
export function seconds(pairs: readonly Pair[]): string {
  const side = (name: keyof Pair): string => (median(pairs.map((pair) => pair[name].wallMs)) / 1000).toFixed(2);
  return `${side('theirs')} / ${side('ours')}`;
}

/** Medians of `count` things over wall time, in thousands a second. */
export function thousandsPerSecond(pairs: readonly Pair[], count: number): string {
  const side = (name: keyof Pair): string => threeDigits(count / median(pairs.map((pair) => pair[name].wallMs)));
  return `${side('theirs')} / ${side('ours')}`;
}

function threeDigits(value: number): string {
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}

/** A mean with its standard error, signed. */
export function meanWithError(values: readonly number[], digits = 5): string {
  const { mean, error } = meanError(values);
  return `${mean < 0 ? '' : '+'}${mean.toFixed(digits)} ± ${Number.isNaN(error) ? '?' : error.toFixed(digits)}`;
}
