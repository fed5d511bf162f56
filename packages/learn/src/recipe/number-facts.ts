import type { NumericColumn } from '@tend/table';

export interface NumberFacts {
  readonly missing: number;
  /** Rows with the most frequent value where it is that of more than half of the present ones; else no more than those. */
  readonly mostFrequent: number;
  /** NaN where no value is present. */
  readonly smallest: number;
  readonly largest: number;
}

/** What a column of numbers is like in these rows, in two passes: a majority is found as by Boyer and Moore 1991. */
export function numberFacts({ values }: NumericColumn, rows: Int32Array): NumberFacts {
  let missing = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let candidate = Number.NaN;
  let votes = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  if (missing === rows.length) return { missing, mostFrequent: 0, smallest: Number.NaN, largest: Number.NaN };
  let mostFrequent = 0;
  for (let i = 0; i < rows.length; i++) if (values[rows[i] as number] === candidate) mostFrequent++;
  return { missing, mostFrequent, smallest, largest };
}

/** Whether whole numbers within a span that is not much larger than their number are all different. */
export function isAllDifferent(
  { values }: NumericColumn,
  rows: Int32Array,
  smallest: number,
  largest: number,
): boolean {
  const isSeen = new Uint8Array(largest - smallest + 1);
  for (let i = 0; i < rows.length; i++) {
    const place = (values[rows[i] as number] as number) - smallest;
    if (isSeen[place] === 1) return false;
    isSeen[place] = 1;
  }
  return true;
}
