import { scoreOrder } from './score-order.ts';

export interface ScoreBins {
  readonly count: number;
  /** The bin of each row, from the lowest scores (0) to the highest. */
  readonly binOf: Int32Array;
}

/**
 * At most `binCount` bins of about equal size by score. Equal scores stay together: a bin ends at the first change of
 * score at which its share of the rows is reached.
 */
export function scoreBins(score: Float64Array, binCount: number): ScoreBins {
  const { rows, groupEnds } = scoreOrder(score);
  const binOf = new Int32Array(score.length);
  let bin = 0;
  let start = 0;
  // In units of 1 / binCount rows, so that shares are whole numbers.
  let full = score.length;
  for (const end of groupEnds) {
    if (end * binCount < full) continue;
    for (; start < end; start++) binOf[rows[start] as number] = bin;
    bin++;
    full = (Math.floor((end * binCount) / score.length) + 1) * score.length;
  }
  return { count: bin, binOf };
}
