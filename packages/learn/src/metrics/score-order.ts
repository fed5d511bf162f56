import { argsort } from '@tend/kernels';

/** Rows from the lowest score to the highest, with equal scores as one group. */
export interface ScoreOrder {
  readonly rows: Int32Array;
  /** Where each group ends in `rows`, exclusive. */
  readonly groupEnds: Int32Array;
}

/** Sorts rows by score once, for every statistic that only needs their order. */
export function scoreOrder(score: Float64Array): ScoreOrder {
  const rows = argsort(score);
  const groupEnds: number[] = [];
  for (let i = 1; i <= rows.length; i++) {
    if (i === rows.length || score[rows[i] as number] !== score[rows[i - 1] as number]) groupEnds.push(i);
  }
  return { rows, groupEnds: Int32Array.from(groupEnds) };
}
