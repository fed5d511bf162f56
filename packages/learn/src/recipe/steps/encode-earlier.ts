/**
 * For each row the smoothed mean of the target among rows of its level at earlier times; rows of one time do not see each other.
 * A row without a time, or without earlier rows, is missing: any number would tell of its own or of later outcomes. `weight` as rows,
 * or undefined for empirical Bayes. Running moments after Welford 1962.
 */
export function encodeEarlier(
  codes: Int32Array,
  y: Float64Array,
  time: Float64Array,
  levelCount: number,
  weight: number | undefined,
): Float64Array {
  const values = new Float64Array(codes.length).fill(Number.NaN);
  const order = Int32Array.from(codes.keys())
    .filter((row) => !Number.isNaN(time[row]))
    .sort((a, b) => (time[a] as number) - (time[b] as number) || a - b);
  const ofLevel = runningMoments(levelCount);
  const ofAll = runningMoments(1);
  for (let begin = 0, end = 0; begin < order.length; begin = end) {
    const now = time[order[begin] as number];
    while (end < order.length && time[order[end] as number] === now) end++;
    for (let i = begin; i < end && begin > 0; i++) {
      const row = order[i] as number;
      const level = codes[row] as number;
      const prior = ofAll.means[0] as number;
      const n = ofLevel.counts[level] as number;
      const own = ofLevel.means[level] as number;
      const spread = (ofAll.squares[0] as number) / (ofAll.counts[0] as number);
      const share =
        weight === undefined ? (spread * n) / (spread * n + (ofLevel.squares[level] as number) / n) : n / (n + weight);
      values[row] = Number.isNaN(share) ? prior : share * own + (1 - share) * prior;
    }
    for (let i = begin; i < end; i++) {
      const row = order[i] as number;
      ofLevel.add(codes[row] as number, y[row] as number);
      ofAll.add(0, y[row] as number);
    }
  }
  return values;
}

interface RunningMoments {
  readonly counts: Float64Array;
  readonly means: Float64Array;
  /** Sums of squared differences from the mean. */
  readonly squares: Float64Array;
  add(group: number, value: number): void;
}

function runningMoments(groups: number): RunningMoments {
  const counts = new Float64Array(groups);
  const means = new Float64Array(groups);
  const squares = new Float64Array(groups);
  return {
    counts,
    means,
    squares,
    add(group, value) {
      const n = (counts[group] as number) + 1;
      const before = value - (means[group] as number);
      counts[group] = n;
      means[group] = (means[group] as number) + before / n;
      squares[group] = (squares[group] as number) + before * (value - (means[group] as number));
    },
  };
}
