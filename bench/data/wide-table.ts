import { closeSync, openSync, writeSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { rowWriter, spellings } from './row-writer.ts';
import { wideColumns } from './wide-columns.ts';

export interface WideTableOptions {
  readonly rowCount: number;
  /** Rows depend on nothing but the seed and their number of rows before. */
  readonly seed: number;
}

/** No row comes near this. */
const mostRowBytes = 4096;
const pieceBytes = 1 << 20;

/**
 * The wide table of the benchmarks as delimited text, in pieces: a header, `rowCount` rows of thirty columns (`wide-columns.ts`)
 * without any fault, LF line ends. A piece is valid until the one after the next is asked for.
 */
function* wideTable({ rowCount, seed }: WideTableOptions): Generator<Uint8Array, void> {
  const columns = wideColumns();
  const writers = columns.map(({ write }) => write);
  const random = randomStream(seed);
  const out = rowWriter(pieceBytes + mostRowBytes);
  out.spelling(spellings([`${columns.map(({ name }) => name).join(',')}\n`]), 0);
  for (let row = 0; row < rowCount; row++) {
    for (let i = 0; i < writers.length; i++) {
      if (i > 0) out.byte(44);
      writers[i]?.(out, random, row);
    }
    out.byte(10);
    if (out.length >= pieceBytes) yield out.take();
  }
  yield out.take();
}

/** Writes the wide table to a file; gives its size in bytes. */
export function writeWideTable(path: string, options: WideTableOptions): number {
  const file = openSync(path, 'w');
  let sizeBytes = 0;
  try {
    for (const piece of wideTable(options)) sizeBytes += writeSync(file, piece);
  } finally {
    closeSync(file);
  }
  return sizeBytes;
}
