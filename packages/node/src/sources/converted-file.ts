import type { ColumnReading } from '@tend/table';

/**
 * How a missing value is spelled in delimited text that was written from values with types, so that an empty text stays an
 * empty text there. It is the spelling of PostgreSQL's and MySQL's own text formats.
 */
export const missingMark = '\\N';

/** What a source itself says about a column. */
export interface TypedColumn {
  readonly reading: ColumnReading;
  /** One clause: `BIGINT in the file`. */
  readonly reason: string;
}

/** A source that is no delimited text, written out as such: UTF-8, commas, quotes as in RFC 4180, a header. */
export interface ConvertedFile {
  readonly name: string;
  readonly path: string;
  readonly rowCount: number;
  /** Columns that the source says nothing of are absent: they are inferred from their cells. */
  readonly columns: Readonly<Record<string, TypedColumn>>;
  /** The line of the source where the record stands that begins at this line of the text; both count from 1. */
  readonly sourceLine?: (line: number) => number;
  /** What a person should know, one sentence each. */
  readonly warnings?: readonly string[];
}
