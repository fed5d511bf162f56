import { selectQuantiles } from '@tend/kernels';
import { formatNumber } from '@tend/protocol/number-format';
import { countOf, type Fault } from './fault.ts';
import type { Profile } from './profile.ts';

/** Numbers that programs write for "no value". */
const sentinels: ReadonlySet<number> = new Set(
  [0, -1, -9, 99, 999, 9999, 99_999, 999_999, 9_999_999].flatMap((value) => [value, -value]),
);
const leastRows = 50;
/** Tukey's far-out fence is 3; skewed measurements pass that by nature, so a fault starts much further out. */
const fence = 10;
const rareShare = 0.005;

/** A number for "missing" far from all other values, and rare values far outside the rest. */
export function extremeFaults({ column, known, rowCount, mayQuote }: Profile): readonly Fault[] {
  if ((column.kind !== 'number' && column.kind !== 'integer') || known < leastRows) return [];
  const { values } = column;
  const subject = column.name;
  const faults: Fault[] = [];
  const found = new Set<number>();
  for (const { value, nearest, count } of suspectEnds(values)) {
    const distance = Math.abs(value - nearest);
    // Most lowest values are 0 with a 1 next to them: no need to look at the rest.
    if (distance <= 1) continue;
    const rest = quartilesOf(without(values, (one) => one === value));
    if (distance <= rest.third - rest.first) continue;
    found.add(value);
    const next = mayQuote ? ` ${nearest}` : '';
    const message = `"${subject}" is ${value} in ${countOf(count, 'row')} of ${formatNumber(known)}, far from the next value${next}: does it mean missing?`;
    faults.push({ kind: 'suspected sentinel', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  const rest = found.size === 0 ? values : without(values, (value) => found.has(value));
  const middle = quartilesOf(rest);
  const { count, worst } = farValues(rest, middle);
  if (count > 0 && count <= rareShare * known) {
    const where = mayQuote ? ` (${middle.first} to ${middle.third}): ${worst} the furthest` : '';
    const message = `${countOf(count, 'value')} of ${formatNumber(known)} in "${subject}" ${count === 1 ? 'lies' : 'lie'} far outside the middle half${where}`;
    faults.push({ kind: 'extreme values', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  return faults;
}

interface End {
  readonly value: number;
  /** The value next to it. */
  readonly nearest: number;
  readonly count: number;
}

/** The lowest and the highest of at least three different values, where it is a usual sentinel and stands there twice. */
function suspectEnds(values: Float64Array): readonly End[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!sentinels.has(low) && !sentinels.has(high)) return [];
  let [aboveLow, belowHigh, lowCount, highCount] = [high, low, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (value === low) lowCount++;
    else if (value < aboveLow) aboveLow = value;
    if (value === high) highCount++;
    else if (value > belowHigh) belowHigh = value;
  }
  if (aboveLow >= high) return [];
  return [
    { value: low + 0, nearest: aboveLow + 0, count: lowCount },
    { value: high + 0, nearest: belowHigh + 0, count: highCount },
  ].filter(({ value, count }) => count >= 2 && sentinels.has(value));
}

interface Quartiles {
  readonly first: number;
  readonly third: number;
}

function quartilesOf(values: Float64Array): Quartiles {
  const [first = Number.NaN, third = Number.NaN] = selectQuantiles(values, [0.25, 0.75]);
  return { first, third };
}

/** The same values, some of them missing. */
function without(values: Float64Array, isLeftOut: (value: number) => boolean): Float64Array {
  return values.map((value) => (isLeftOut(value) ? Number.NaN : value));
}

function farValues(values: Float64Array, { first, third }: Quartiles): { count: number; worst: number } {
  const reach = fence * (third - first);
  let [count, worst, distance] = [0, Number.NaN, 0];
  if (!(reach > 0)) return { count, worst };
  const [least, most] = [first - reach, third + reach];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value) || (value >= least && value <= most)) continue;
    count++;
    const own = Math.max(first - value, value - third);
    // Of two as far away the lower one, whatever the order of the rows.
    if (own > distance || (own === distance && value < worst)) [worst, distance] = [value, own];
  }
  return { count, worst };
}
