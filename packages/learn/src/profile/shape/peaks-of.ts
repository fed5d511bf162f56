/** A valley must be this much lower than both peaks beside it, and this many standard errors of a count. */
const leastDepth = 0.3;
const leastErrors = 4;
const leastShare = 0.02;

/**
 * The bins of the separate peaks of a histogram, in order: smoothed by weights 1, 2, 1, then of two neighbouring peaks the lower is given up
 * while the valley between them is no deeper than counts vary by chance, or than three tenths of it.
 */
export function peaksOf(counts: readonly number[]): readonly number[] {
  const smooth = counts.map((count, i) => ((counts[i - 1] ?? 0) + 2 * count + (counts[i + 1] ?? 0)) / 4);
  const at = (i: number): number => smooth[i] ?? 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const peaks: number[] = [];
  for (let i = 0; i < smooth.length; i++) if (at(i) > at(i - 1) && at(i) >= at(i + 1) && at(i) > 0) peaks.push(i);
  while (peaks.length > 1) {
    let [weakest, least] = [-1, Number.POSITIVE_INFINITY];
    for (let i = 0; i + 1 < peaks.length; i++) {
      const [left, right] = [peaks[i] ?? 0, peaks[i + 1] ?? 0];
      const valley = Math.min(...smooth.slice(left, right + 1));
      const lower = Math.min(at(left), at(right));
      const isDeep =
        lower >= leastShare * total &&
        lower - valley >= leastDepth * lower &&
        lower - valley >= leastErrors * Math.sqrt(lower + valley);
      if (isDeep || lower - valley >= least) continue;
      least = lower - valley;
      weakest = at(left) < at(right) ? i : i + 1;
    }
    if (weakest < 0) break;
    peaks.splice(weakest, 1);
  }
  return peaks;
}
