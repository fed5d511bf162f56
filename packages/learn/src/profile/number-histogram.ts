import { exp, log } from '@tend/kernels';
import type { HistogramOf } from './column-profile.ts';
import { countInBins } from './count-in-bins.ts';
import { niceStep, stepsFromZero } from './nice-step.ts';
import { leastRowsDrawn, rangeDrawn } from './range-drawn.ts';
import type { ValueDistribution } from './value-distribution.ts';

const mostBins = 40;
/** Beyond, steps between the numbers have no room in a double. */
const largestIndex = 2 ** 48;

/**
 * A histogram that people would draw: 5 to 40 bins of one round width, more for more rows (Rice's rule: twice the cube root), from `low` to `high`.
 * Tails are
 * cut as `rangeDrawn` says and counted. Null for fewer than 20 rows. `isWhole` where all values are whole.
 */
export function numberHistogram(
  distribution: ValueDistribution,
  low: number,
  high: number,
  isWhole: boolean,
): HistogramOf<number> | null {
  const { total } = distribution;
  if (total < leastRowsDrawn || !Number.isFinite(high - low)) return null;
  const [from, to] = rangeDrawn(distribution, low, high);
  const aim = Math.max(5, Math.min(mostBins - 5, Math.ceil(2 * exp(log(total) / 3))));
  const span = to - from;
  // Whole numbers of few values get a bar each.
  const width = isWhole && span < mostBins ? 1 : span > 0 ? span / aim : isWhole ? 1 : Math.max(Math.abs(from), 1) / 10;
  // Numbers may be closer than doubles can divide.
  if (!(width > 0)) return null;
  const step = niceStep(width, isWhole);
  const size = stepsFromZero(step, 1);
  if (Math.abs(from / size) > largestIndex) return null;
  let first = Math.floor(from / size);
  while (stepsFromZero(step, first) > from) first--;
  while (stepsFromZero(step, first + 1) <= from) first++;
  const edges = [stepsFromZero(step, first)];
  for (let i = first + 1; (edges.at(-1) ?? to) <= to && edges.length <= 2 * mostBins; i++)
    edges.push(stepsFromZero(step, i));
  return { edges, ...countInBins(distribution, edges, isWhole && size === 1) };
}
