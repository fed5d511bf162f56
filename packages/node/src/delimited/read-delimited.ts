import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadRequest, RejectedRow } from '@tend/lifecycle';
import { type InferredColumn, type StoredTable, storedInMemory } from '@tend/table';
import { duckdbTables } from '../duckdb/duckdb-tables.ts';

/** Delimited text with a header line, as a stream of bytes. */
export interface DelimitedInput {
  /** As messages name it: `strikes.csv`, `2011/*.csv.gz`. */
  readonly name: string;
  /** UTF-8 without a byte order mark, in pieces of any size. It may be opened again: for a second pass over the same bytes. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface DelimitedOptions extends Pick<ReadRequest, 'columns' | 'missing' | 'maxRejected'> {
  /** One byte; found out from the first records of each input where absent. */
  readonly delimiter?: string | undefined;
  /** One byte; a double quote where absent. */
  readonly quote?: string | undefined;
  /** Decimal mark of all numbers, where a person stated it. */
  readonly decimal?: '.' | ',' | undefined;
}

/** What was read of all inputs together. Closing it removes what it holds on disk. */
export interface DelimitedReading {
  readonly table: StoredTable;
  /** In the order of the table, which is that of the first input's header. */
  readonly columns: readonly InferredColumn[];
  /** Rows that were set aside, in the order of the inputs. */
  readonly rejected: readonly RejectedRow[];
  /** Rows of the table that came from each input. */
  readonly rowCounts: readonly number[];
  /** The delimiter of each input. */
  readonly delimiters: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Reads delimited text strictly (RFC 4180, a header line) as one typed table: rows of the inputs in their order, columns by
 * name. Kinds that `columns` does not fix are inferred from all rows. TND-1201 with the place of the first fault where more
 * rows misfit than may be set aside, or where an input is no table.
 */
export async function readDelimited(
  inputs: readonly DelimitedInput[],
  options: DelimitedOptions,
): Promise<DelimitedReading> {
  const folder = await mkdtemp(join(tmpdir(), 'tend-delimited-'));
  try {
    const input = inputs[0];
    if (input === undefined || inputs.length > 1) throw new RangeError(`${inputs.length} inputs, one can be read`);
    const path = join(folder, 'input.csv');
    const file = await open(path, 'w');
    for await (const piece of input.open()) await file.write(piece);
    await file.close();
    const files = duckdbTables();
    const proposal = await files.propose(path, options);
    const schema = proposal.schema.map(({ name, kind }) => ({ name, kind: options.columns[name]?.kind ?? kind }));
    const { table } = await files.read(path, schema, options);
    return {
      table: storedInMemory(table),
      columns: schema.map(({ name, kind }) => ({
        name,
        kind,
        meaning: kind === 'text' ? 'category' : 'quantity',
        reason: options.columns[name] === undefined ? (proposal.reasons[name] ?? '') : 'as declared',
      })),
      rejected: [],
      rowCounts: [table.rowCount],
      delimiters: [proposal.delimiter],
      close: async () => {},
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
