import { betaCdf } from '@tend/kernels';

/** A mean, the variance of its values, and their number. */
export interface GroupMean {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** The p-value of Welch's test (1951) that groups of at least two rows have one mean, whatever their variances. */
export function welchPValue(groups: readonly GroupMean[]): number {
  const used = groups.filter(({ n }) => n > 1);
  const k = used.length;
  if (k < 2) return 1;
  // A group without spread would weigh everything.
  const spread = used.reduce((sum, { n, variance }) => sum + n * variance, 0) / used.reduce((sum, { n }) => sum + n, 0);
  if (!(spread > 0)) return used.every(({ mean }) => mean === used[0]?.mean) ? 1 : 0;
  const weights = used.map(({ n, variance }) => n / Math.max(variance, 1e-3 * spread));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = used.reduce((sum, group, i) => sum + (weights[i] ?? 0) * group.mean, 0) / total;
  let [between, correction] = [0, 0];
  for (const [i, group] of used.entries()) {
    const weight = weights[i] ?? 0;
    between += weight * (group.mean - mean) ** 2;
    correction += (1 - weight / total) ** 2 / (group.n - 1);
  }
  const f = between / (k - 1) / (1 + (2 * (k - 2) * correction) / (k * k - 1));
  const degrees = (k * k - 1) / (3 * correction);
  return betaCdf(degrees / (degrees + (k - 1) * f), degrees / 2, (k - 1) / 2);
}
