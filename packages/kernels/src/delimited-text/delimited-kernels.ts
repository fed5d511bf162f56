import { byteMemory } from '../web-assembly/byte-memory.ts';
import { readNumbers } from './read-numbers.ts';
import { readTexts, rehashTexts } from './read-texts.ts';
import { readDates, readInstants } from './read-times.ts';
import { scanRecords } from './scan-records.ts';

/**
 * The hot loops of reading delimited text, over one buffer; addresses are bytes of it, and 64 bytes behind everything that is
 * read must be part of it. packages/kernels/assembly/delimited-text exports the same functions, which give the same bytes.
 *
 * `fields` holds u32 entries, `columnCount + 1` a record: the offset of each field in the text, with the highest bit where it
 * is quoted and the next where quotes are doubled inside; the last entry is the offset behind the record's last field, plus 1.
 * Functions that read one column get the address of its first entry.
 */
export interface DelimitedKernels {
  /**
   * Cuts text[from, to) into records (RFC 4180) up to the first that does not fit, and gives how it ended; see scan-records.ts for the report of 8 u32
   * at `report`. `isLast` is 1 where no bytes follow.
   */
  scanRecords(
    text: number,
    from: number,
    to: number,
    isLast: number,
    delimiter: number,
    quote: number,
    columnCount: number,
    fields: number,
    capacity: number,
    report: number,
  ): number;
  /**
   * Numbers of a column to `values` (f64), NaN for missing and for those left over: their rows go to `leftovers` (u32), their
   * count is given. `format` is 0 for plain numbers; see read-numbers.ts.
   */
  readNumbers(
    text: number,
    fields: number,
    stride: number,
    rowCount: number,
    missing: number,
    format: number,
    refusesLeadingZero: number,
    values: number,
    leftovers: number,
    report: number,
  ): number;
  /** As `readNumbers`, days since 1970-01-01 of `YYYY-MM-DD`. */
  readDates(
    text: number,
    fields: number,
    stride: number,
    rowCount: number,
    missing: number,
    values: number,
    leftovers: number,
    report: number,
  ): number;
  /** As `readNumbers`, epoch milliseconds of ISO 8601 in UTC. */
  readInstants(
    text: number,
    fields: number,
    stride: number,
    rowCount: number,
    missing: number,
    values: number,
    leftovers: number,
    report: number,
  ): number;
  /**
   * Codes of a column's texts to `codes` (i32), -1 for missing, in order of first appearance in the table at `table`; see
   * read-texts.ts. Gives the rows that were read: fewer than `rowCount` where a part of the table is full.
   */
  readTexts(
    text: number,
    fields: number,
    stride: number,
    rowCount: number,
    missing: number,
    quote: number,
    table: number,
    codes: number,
  ): number;
  /** Moves the hash table of `table` to `slots`, `mask + 1` zeroed slots of 8 bytes, a power of two. */
  rehashTexts(table: number, slots: number, mask: number): void;
}

/** The kernels in TypeScript over a buffer whose length is a multiple of 8. */
export function typescriptDelimitedKernels(buffer: ArrayBufferLike): DelimitedKernels {
  const memory = byteMemory(buffer);
  return {
    scanRecords: (...places) => scanRecords(memory, ...places),
    readNumbers: (...places) => readNumbers(memory, ...places),
    readDates: (...places) => readDates(memory, ...places),
    readInstants: (...places) => readInstants(memory, ...places),
    readTexts: (...places) => readTexts(memory, ...places),
    rehashTexts: (...places) => rehashTexts(memory, ...places),
  };
}
