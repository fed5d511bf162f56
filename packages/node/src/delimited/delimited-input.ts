import type { ReadRequest, RejectedRow } from '@tend/lifecycle';
import type { InferredColumn, StoredTable } from '@tend/table';

/** Delimited text with a header line, as a stream of bytes. */
export interface DelimitedInput {
  /** As messages name it: `strikes.csv`, `2011/may.csv.gz`. */
  readonly name: string;
  /** UTF-8 without a byte order mark, in pieces of any size. It may be opened again: for a second pass over the same bytes. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** About how many bytes come, where it is known. */
  readonly sizeBytes?: number;
}

export interface DelimitedOptions extends Pick<ReadRequest, 'columns' | 'missing' | 'maxRejected'> {
  /** One byte; found out from the first records of each input where absent. */
  readonly delimiter?: string | undefined;
  /** One byte; a double quote where absent. */
  readonly quote?: string | undefined;
  /** Decimal mark of all numbers, where a person stated it. */
  readonly decimal?: '.' | ',' | undefined;
  /** How many bytes of typed columns stay in memory before they move to a file; 192 MiB where absent. */
  readonly memoryBytes?: number | undefined;
  /** Inputs of so many bytes together are read by two threads; 32 MiB where absent. */
  readonly threadFromBytes?: number | undefined;
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
