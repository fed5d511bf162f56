import { formatNumber } from '@tend/protocol/number-format';
import type { Column } from '@tend/table';

/** The order of attention within one severity. */
export const faultKinds = [
  'empty column',
  'missing values',
  'duplicate rows',
  'constant column',
  'suspected sentinel',
  'inconsistent spelling',
  'stray blanks',
  'extreme values',
  'rows out of order',
  'gap in time',
  'near-constant column',
  'identifier',
  'suspected missing',
  'tiny categories',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something wrong or suspicious in data, with its numbers; whether it matters is for a person to say. */
export interface Fault {
  readonly kind: FaultKind;
  /** The column, or `rows`. */
  readonly subject: string;
  /** One plain sentence with the number and n. */
  readonly message: string;
  readonly count: number;
  /** Of all rows. */
  readonly share: number;
  readonly severity: 'warn' | 'info';
}

/** A column with what every search for faults needs of it, counted once. */
export interface Profile {
  readonly column: Column;
  readonly rowCount: number;
  readonly known: number;
  /** Distinct values with their counts, most frequent first; equal counts in order of first appearance. */
  readonly values: readonly ValueCount[];
}

export interface ValueCount {
  readonly value: number | string;
  readonly count: number;
}

/** Counts the values of a column. */
export function profileOf(column: Column, rowCount: number): Profile {
  const values: ValueCount[] = [];
  let known = 0;
  if (column.kind === 'text') {
    const counts = new Float64Array(column.dictionary.length);
    for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
    for (const [code, value] of column.dictionary.entries()) {
      const count = counts[code] ?? 0;
      if (count > 0) values.push({ value, count });
      known += count;
    }
  } else {
    const counts = new Map<number, number>();
    for (const value of column.values) {
      if (Number.isNaN(value)) continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
      known++;
    }
    for (const [value, count] of counts) values.push({ value, count });
  }
  // Sorting is stable, so equal counts keep the order of appearance.
  values.sort((a, b) => b.count - a.count);
  return { column, rowCount, known, values };
}

/** `1 row`, `2,836 rows`. */
export function countOf(count: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}
