import { cellParser } from '@tend/table';

/** How many values there are, and the lowest and highest; NaN is missing. */
export function rangeOf(values: Float64Array): {
  readonly known: number;
  readonly lowest: number;
  readonly highest: number;
} {
  let [known, lowest, highest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known++;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { known, lowest, highest };
}

/** Whether no two of these integers are equal; NaN is missing. */
export function areDistinct(values: Float64Array, lowest: number, highest: number): boolean {
  const range = highest - lowest + 1;
  if (range > 64 * values.length + 1024) return areDistinctSorted(values);
  const seen = new Uint8Array(Math.ceil(range / 8));
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const place = value - lowest;
    const [at, bit] = [Math.floor(place / 8), 1 << (place % 8)];
    if (((seen[at] as number) & bit) !== 0) return false;
    seen[at] = (seen[at] as number) | bit;
  }
  return true;
}

function areDistinctSorted(values: Float64Array): boolean {
  const sorted = values.slice().sort();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

/**
 * The days that integers such as 20010305 spell, loaded at each call; undefined unless all are days of the years 1900 to
 * 2100 and the column is called a date or a day.
 */
export function compactDates(
  name: string,
  lowest: number,
  highest: number,
  load: () => Float64Array<ArrayBuffer>,
): (() => Float64Array<ArrayBuffer>) | undefined {
  if (!/date|day|datum/i.test(name) || !(lowest >= 19_000_101 && highest <= 21_001_231)) return undefined;
  const parse = cellParser('date', { pattern: 'YYYYMMDD' });
  const days = (): Float64Array<ArrayBuffer> =>
    load().map((value) => (Number.isNaN(value) ? value : (parse(String(value)) ?? Number.POSITIVE_INFINITY)));
  return days().includes(Number.POSITIVE_INFINITY) ? undefined : days;
}
