import type { ResampleStatistic } from './resample.ts';

/** Share of positives that were acted on, on resamples; NaN without positives. */
export function recallOf(y: Float64Array, isPositive: Uint8Array): ResampleStatistic {
  return shareOf(isPositive, y);
}

/** Share of actions that met a positive, on resamples; NaN without actions. */
export function precisionOf(y: Float64Array, isPositive: Uint8Array): ResampleStatistic {
  return shareOf(y, isPositive);
}

function shareOf(part: ArrayLike<number>, whole: ArrayLike<number>): ResampleStatistic {
  return (counts) => {
    let both = 0;
    let all = 0;
    for (let i = 0; i < counts.length; i++) {
      if (whole[i] !== 1) continue;
      all += counts[i] as number;
      if (part[i] === 1) both += counts[i] as number;
    }
    return both / all;
  };
}
