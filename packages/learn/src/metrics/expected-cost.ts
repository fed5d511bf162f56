import type { Costs } from './metric.ts';
import { meanOf, ofRows, type ResampleStatistic } from './resample.ts';

/** Mean cost of a case under the decisions made, in the currency of the costs; a right decision costs nothing. */
export function expectedCost(y: Float64Array, isPositive: Uint8Array, costs: Costs): number {
  return ofRows(expectedCostOf(y, isPositive, costs), y.length);
}

/** Expected cost on resamples. */
export function expectedCostOf(y: Float64Array, isPositive: Uint8Array, costs: Costs): ResampleStatistic {
  return meanOf(
    y.map((outcome, i) => {
      if (isPositive[i] === 1) return outcome === 1 ? 0 : costs.needless;
      return outcome === 1 ? costs.missed : 0;
    }),
  );
}
