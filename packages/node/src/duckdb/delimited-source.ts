import type { Schema, Table } from '@tend/table';

/** Reads one file of delimited text in two steps. */
export interface DelimitedSource {
  propose(path: string, options: ReadOptions): Promise<ProposedSchema>;
  read(path: string, schema: Schema, options: ReadOptions): Promise<ReadTable>;
}

export interface ReadOptions {
  /** Spellings of a missing value by column, "*" for the others. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

export interface ProposedSchema {
  readonly schema: Schema;
  readonly reasons: Readonly<Record<string, string>>;
  readonly delimiter: string;
  readonly rowCount: number;
}

export interface ReadTable {
  readonly table: Table;
  readonly sizeBytes: number;
  /** SHA-256 of the file as it was read. */
  readonly fileDigest: string;
}
