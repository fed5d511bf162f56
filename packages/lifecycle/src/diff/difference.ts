import { normalQuantile, wilsonInterval } from '@tend/kernels';
import type { ColumnReference } from '@tend/learn';
import type { ColumnDiff } from '@tend/protocol';
import { formatNumber, formatShare } from '@tend/protocol/number-format';

type Difference = NonNullable<ColumnDiff['difference']>;

const confidence = 0.95;

/**
 * The difference that says most about how a column is distributed now, with its 95% interval: of the means of numbers (Welch
 * 1947), of the share of the text whose share changed most. Nothing for times, and without values on a side.
 */
export function differenceOf(before: ColumnReference, after: ColumnReference): Difference | null {
  if (before.kind === 'text' || after.kind === 'text')
    return before.kind === 'text' && after.kind === 'text' ? ofShares(before, after) : null;
  if (before.kind === 'date' || before.kind === 'instant') return null;
  const [was, now] = [before.mean, after.mean];
  const [presentBefore, presentAfter] = [before.n - before.missing, after.n - after.missing];
  if (was === null || now === null || before.sd === null || after.sd === null) return null;
  const error = Math.sqrt((before.sd * before.sd) / presentBefore + (after.sd * after.sd) / presentAfter);
  const half = normalQuantile(0.5 + confidence / 2) * error;
  return { of: 'mean', value: null, before: was, after: now, low: now - was - half, high: now - was + half };
}

type TextReference = Extract<ColumnReference, { kind: 'text' }>;

function ofShares(before: TextReference, after: TextReference): Difference | null {
  const [total, totalNow] = [before.n, after.n];
  if (total === 0 || totalNow === 0) return null;
  const counts = new Map(before.frequent.map(({ value, count }) => [value, count]));
  const countsNow = new Map(after.frequent.map(({ value, count }) => [value, count]));
  let most: { readonly value: string; readonly k: number; readonly l: number; readonly size: number } | undefined;
  for (const value of new Set([...counts.keys(), ...countsNow.keys()])) {
    const [k, l] = [counts.get(value) ?? 0, countsNow.get(value) ?? 0];
    const size = Math.abs(l / totalNow - k / total);
    if (most === undefined || size > most.size) most = { value, k, l, size };
  }
  if (most === undefined) return null;
  const { value, k, l } = most;
  return { of: 'share', value, before: k / total, after: l / totalNow, ...shareInterval(k, total, l, totalNow) };
}

/** The interval of the difference of two shares from their Wilson intervals (Newcombe 1998, method 10). */
export function shareInterval(
  k: number,
  n: number,
  l: number,
  m: number,
): { readonly low: number; readonly high: number } {
  const [was, now] = [wilsonInterval(k, n, confidence), wilsonInterval(l, m, confidence)];
  const [p, q] = [k / n, l / m];
  return {
    low: q - p - Math.sqrt((q - now.low) ** 2 + (was.high - p) ** 2),
    high: q - p + Math.sqrt((now.high - q) ** 2 + (p - was.low) ** 2),
  };
}

/** The difference in words: what it was, what it is, and between which values the change lies. */
export function differenceText({ of, value, before, after, low, high }: Difference): string {
  if (of === 'mean')
    return `mean ${formatNumber(after)}, was ${formatNumber(before)}, a difference of ${formatNumber(low)} to ${formatNumber(high)}`;
  return `${JSON.stringify(value)} in ${formatShare(after)} of the rows, was ${formatShare(before)}, a difference of ${points(low)} to ${points(high)} points`;
}

function points(share: number): string {
  return formatNumber(Number((share * 100).toFixed(2)));
}
