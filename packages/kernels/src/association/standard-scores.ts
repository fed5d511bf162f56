/**
 * The standard score of each distinct value (less the mean, over the standard deviation with divisor n) among rows of which
 * `counts` says how many have it, and 0 behind the last for missing; undefined where they do not vary. Values are finite; scaled
 * first, so that no sum overflows.
 */
export function standardScores(values: Float64Array, counts: Int32Array): Float64Array | undefined {
  let largest = 0;
  let n = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    n += count;
    largest = Math.max(largest, Math.abs(values[code] as number));
  }
  const scale = largest > 0 ? largest : 1;
  let sum = 0;
  for (let code = 0; code < counts.length; code++)
    if ((counts[code] as number) > 0) sum += (counts[code] as number) * ((values[code] as number) / scale);
  const mean = sum / n;
  let squares = 0;
  let rest = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    const away = (values[code] as number) / scale - mean;
    squares += count * away * away;
    rest += count * away;
  }
  const spread = Math.sqrt(Math.max(0, squares - (rest * rest) / n) / n);
  // Rounding of the mean alone is not spread.
  if (!(spread > 1e-15)) return undefined;
  const centre = mean + rest / n;
  const scores = new Float64Array(counts.length + 1);
  for (let code = 0; code < counts.length; code++)
    scores[code] = (counts[code] as number) > 0 ? ((values[code] as number) / scale - centre) / spread : 0;
  return scores;
}
