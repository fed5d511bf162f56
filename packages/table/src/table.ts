/**
 * What a column holds. `date` counts days since 1970-01-01 without a zone, `instant` epoch milliseconds UTC,
 * `boolean` 0 or 1. Integers beyond 2^53 are never rounded: such a column is `text`.
 */
export type ColumnKind = 'number' | 'integer' | 'boolean' | 'date' | 'instant' | 'text';
export type NumericKind = Exclude<ColumnKind, 'text'>;

/** Numbers, one a row; NaN is the only missing value. */
export interface NumericColumn {
  readonly kind: NumericKind;
  readonly name: string;
  readonly values: Float64Array;
}

/** Strings as codes into a dictionary in order of first appearance; -1 is the only missing value. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type Column = NumericColumn | TextColumn;

/** An immutable table: every column has `rowCount` entries, names are distinct. */
export interface Table {
  readonly rowCount: number;
  readonly columns: readonly Column[];
}

/** A cell as JSON carries it: dates `2001-03-05`, instants ISO 8601 UTC, null for missing. */
export type Cell = number | string | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface ColumnSchema {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The typed columns of a table, in order. */
export type Schema = readonly ColumnSchema[];
