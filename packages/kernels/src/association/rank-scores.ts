/**
 * The mid-rank of each of some ascending values among rows of which `counts` says how many have it, less the mean rank and
 * over the standard deviation of the ranks, and 0 behind the last for missing; undefined where they do not vary.
 */
export function rankScores(counts: Int32Array): Float64Array | undefined {
  let n = 0;
  for (let code = 0; code < counts.length; code++) n += counts[code] as number;
  const scores = new Float64Array(counts.length + 1);
  let below = 0;
  let squares = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    const rank = below + (count - n) / 2;
    scores[code] = rank;
    squares += count * rank * rank;
    below += count;
  }
  const spread = Math.sqrt(squares / n);
  if (!(spread > 0)) return undefined;
  for (let code = 0; code < counts.length; code++) scores[code] = (scores[code] as number) / spread;
  return scores;
}
