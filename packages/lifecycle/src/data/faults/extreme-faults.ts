import { quantile } from '@tend/kernels';
import { formatNumber } from '@tend/protocol/number-format';
import { countOf, type Fault, type Profile } from './fault.ts';

/** Numbers that programs write for "no value". */
const sentinels: ReadonlySet<number> = new Set(
  [0, -1, -9, 99, 999, 9999, 99_999, 999_999, 9_999_999].flatMap((value) => [value, -value]),
);
const leastRows = 50;
/** Tukey's far-out fence is 3; skewed measurements pass that by nature, so a fault starts much further out. */
const fence = 10;
const rareShare = 0.005;

/** A number for "missing" far from all other values, and rare values far outside the rest. */
export function extremeFaults({ column, known, rowCount, values }: Profile): readonly Fault[] {
  if ((column.kind !== 'number' && column.kind !== 'integer') || known < leastRows) return [];
  const counts = values.map(({ value, count }) => ({ value: Number(value), count })).sort((a, b) => a.value - b.value);
  const subject = column.name;
  const faults: Fault[] = [];
  const isSentinel = new Set<number>();
  for (const [end, nearest] of [
    [counts[0], counts[1]],
    [counts.at(-1), counts.at(-2)],
  ]) {
    if (end === undefined || nearest === undefined || counts.length < 3 || end.count < 2 || !sentinels.has(end.value))
      continue;
    const rest = spread(counts.filter(({ value }) => value !== end.value));
    if (Math.abs(end.value - nearest.value) <= Math.max(rest.third - rest.first, 1)) continue;
    isSentinel.add(end.value);
    const message = `"${subject}" is ${end.value} in ${countOf(end.count, 'row')} of ${formatNumber(known)}, far from the next value ${nearest.value}: does it mean missing?`;
    faults.push({
      kind: 'suspected sentinel',
      subject,
      message,
      count: end.count,
      share: end.count / rowCount,
      severity: 'warn',
    });
  }
  const rest = counts.filter(({ value }) => !isSentinel.has(value));
  const { first, third } = spread(rest);
  const reach = fence * (third - first);
  const far = rest.filter(({ value }) => value < first - reach || value > third + reach);
  const count = far.reduce((sum, value) => sum + value.count, 0);
  if (reach > 0 && count > 0 && count <= rareShare * known) {
    const distance = (value: number) => Math.max(first - value, value - third);
    const worst = far.reduce((a, b) => (distance(b.value) > distance(a.value) ? b : a)).value;
    const message = `${countOf(count, 'value')} of ${formatNumber(known)} in "${subject}" ${count === 1 ? 'lies' : 'lie'} far outside the middle half (${first} to ${third}): ${worst} the furthest`;
    faults.push({ kind: 'extreme values', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  return faults;
}

/** First and third quartile of counted values in ascending order. */
function spread(counts: readonly { readonly value: number; readonly count: number }[]): {
  first: number;
  third: number;
} {
  const sorted = new Float64Array(counts.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const { value, count } of counts) {
    sorted.fill(value, at, at + count);
    at += count;
  }
  return { first: quantile(sorted, 0.25), third: quantile(sorted, 0.75) };
}
