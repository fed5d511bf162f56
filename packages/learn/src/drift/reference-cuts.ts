import type { NumericReference } from './column-reference.ts';

/**
 * Ascending cuts at the deciles of a reference. A value that fills two deciles or more gets a bin of its own: the
 * quantile before it becomes a cut too, or a column of mostly one value would have no bins at all. Nothing lies above
 * the largest value, so it is no cut.
 */
export function referenceCuts({ quantiles }: NumericReference): number[] {
  const largest = quantiles.at(-1);
  const cuts = new Set<number>();
  for (let i = 10; i <= 90; i += 10) {
    const decile = quantiles[i];
    if (decile === undefined) continue;
    cuts.add(decile);
    if (decile !== quantiles[i + 10] && decile !== quantiles[i - 10]) continue;
    const before = quantiles.findLast((q) => q < decile);
    if (before !== undefined) cuts.add(before);
  }
  return [...cuts].filter((cut) => cut !== largest).sort((a, b) => a - b);
}
