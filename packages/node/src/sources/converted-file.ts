import type { ColumnReading } from '@tend/table';

/**
 * How a missing value is spelled in delimited text that was written from values with types, so that an empty text stays an
 * empty text there. It is the spelling of PostgreSQL's and MySQL's own text formats.
 */
export const missingMark = '\\N';

/** A source that is no delimited text, written out as such: UTF-8, commas, quotes as in RFC 4180, a header. */
export interface ConvertedFile {
  readonly name: string;
  readonly path: string;
  readonly rowCount: number;
  /** What the source itself says about its columns; a column that it says nothing of is inferred from its cells. */
  readonly columns: Readonly<Record<string, ColumnReading>>;
  /** The line of the source where the record stands that begins at this line of the text; both count from 1. */
  readonly sourceLine?: (line: number) => number;
}
