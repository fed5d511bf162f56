import { formatNumber } from '@tend/protocol/number-format';

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

/** `1 row`, `2,836 rows`. */
export function countOf(count: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}
