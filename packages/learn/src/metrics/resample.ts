/**
 * A statistic of a resample, which is given as how often each row was drawn. Everything that depends on the rows alone,
 * such as their order by score, is done once before.
 */
export type ResampleStatistic = (counts: Int32Array) => number;

/** The statistic of the rows themselves: each drawn once. */
export function ofRows(statistic: ResampleStatistic, rowCount: number): number {
  return statistic(new Int32Array(rowCount).fill(1));
}

/** The mean of one value a row. */
export function meanOf(perRow: Float64Array): ResampleStatistic {
  return (counts) => {
    let sum = 0;
    let n = 0;
    for (let i = 0; i < perRow.length; i++) {
      const count = counts[i] as number;
      sum += count * (perRow[i] as number);
      n += count;
    }
    return sum / n;
  };
}
