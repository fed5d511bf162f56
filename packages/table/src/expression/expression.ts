import type { Row } from '../table.ts';

/** A computed value: dates as days, instants as epoch milliseconds, null where it is unknown. */
export type Value = number | string | boolean | null;
export type ValueType = 'number' | 'boolean' | 'text' | 'date' | 'instant' | 'null';
export type CellReader = (row: number) => Value;

/**
 * A compiled condition over the columns of a table. Three-valued, as in SQL: a comparison with a missing value is
 * unknown (also `!=` and `in`), `&&`, `||` and `!` follow Kleene, and only `== null` and `!= null` ask for missing.
 * All numbers are float64, so `5 / 2` is 2.5; division by zero is unknown; text is ordered by UTF-16 code units.
 */
export interface Expression {
  readonly text: string;
  /** The columns it reads, in order of first use. */
  readonly columns: readonly string[];
  /** True, false, or null for unknown. RangeError where a column it reads is absent or of another type. */
  evaluateRow(row: Row): boolean | null;
  /** The condition as a function of the row number, given a reader for each column. */
  bind(readerOf: (column: string) => CellReader): (row: number) => boolean | null;
}

/** A compiled number or condition over the columns of a table; unknown as in `Expression`. */
export interface Formula {
  readonly text: string;
  readonly type: 'number' | 'boolean';
  /** The columns it reads, in order of first use. */
  readonly columns: readonly string[];
  /** The value as a function of the row number, given a reader for each column. */
  bind(readerOf: (column: string) => CellReader): (row: number) => number | boolean | null;
}
