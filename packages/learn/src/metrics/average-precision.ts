import { ofRows, type ResampleStatistic } from './resample.ts';
import { scoreOrder } from './score-order.ts';

/**
 * Average precision: the precision at each distinct score weighted by the recall it adds, without interpolation (as
 * scikit-learn); NaN without positives.
 */
export function averagePrecision(y: Float64Array, score: Float64Array): number {
  return ofRows(averagePrecisionOf(y, score), y.length);
}

/** Average precision on resamples. */
export function averagePrecisionOf(y: Float64Array, score: Float64Array): ResampleStatistic {
  const { rows, groupEnds } = scoreOrder(score);
  return (counts) => {
    let positives = 0;
    let acted = 0;
    let sum = 0;
    let i = rows.length - 1;
    for (let group = groupEnds.length - 1; group >= 0; group--) {
      const start = group === 0 ? 0 : (groupEnds[group - 1] as number);
      let added = 0;
      for (; i >= start; i--) {
        const row = rows[i] as number;
        const count = counts[row] as number;
        acted += count;
        added += count * (y[row] as number);
      }
      positives += added;
      if (added > 0) sum += (added * positives) / acted;
    }
    return sum / positives;
  };
}
