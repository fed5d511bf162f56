import type { ColumnKind, NumericKind } from './table.ts';

/** How numbers, times and truth values are spelled where it is not as JSON and ISO 8601 spell them. */
export interface CellFormat {
  /** Decimal mark of numbers; a point where absent. */
  readonly decimal?: ',' | undefined;
  /** Mark between groups of three digits; none where absent. */
  readonly thousands?: ',' | '.' | ' ' | "'" | undefined;
  /** Text before and after each number: `$`, `%`, ` kg`. It is no part of the value: 12% is read as 12. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Of dates and instants: YYYY, MM or M, DD or D, HH or H, mm, ss, SSS, Z between fixed characters. */
  readonly pattern?: string | undefined;
  /** Blanks and tabs around a value are no part of it. */
  readonly trim?: true | undefined;
  /** The two spellings of a truth value; case does not matter. */
  readonly truth?: { readonly yes: string; readonly no: string } | undefined;
}

/** How the cells of a column become values: what a person or an accepted contract fixes. */
export interface ColumnReading {
  readonly kind: ColumnKind;
  readonly format?: CellFormat | undefined;
  /** Spellings of a missing value in this column, beside those that the source lists for it. */
  readonly missing?: readonly string[] | undefined;
}

/** What a column is to people, beyond the kind of its values. */
export type ColumnMeaning =
  | 'quantity'
  | 'category'
  | 'ordered category'
  | 'truth value'
  | 'identifier'
  | 'free text'
  | 'time'
  | 'constant'
  | 'empty';

/** Of a column of text: nearly all its values are of another kind. */
export interface AlmostReading {
  readonly kind: NumericKind;
  /** Values that are not of the kind, of those that are not missing. */
  readonly misfits: number;
  readonly known: number;
  /** The first of them, and its row in the table, counted from 0. */
  readonly text: string;
  readonly row: number;
}

/** What all values of a column say about it. */
export interface InferredColumn extends ColumnReading {
  readonly name: string;
  readonly meaning: ColumnMeaning;
  /** Levels of an ordered category, lowest first. */
  readonly levels?: readonly string[];
  /** Unit of the values, from the name or the cells: `kg`, `USD`, `%`. */
  readonly unit?: string;
  /** The kind that its values alone say, where another one was stated. */
  readonly otherwise?: ColumnKind;
  /** What keeps a column of text from being of another kind, where that is little. */
  readonly almost?: AlmostReading;
  /** One clause with numbers, for the person who accepts or overrules it. */
  readonly reason: string;
}
