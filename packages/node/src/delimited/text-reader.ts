import type { DelimitedMemory } from '@tend/kernels';
import type { Batch, Scratch } from './batch.ts';
import { type ColumnPieces, columnPieces } from './column-pieces.ts';
import type { MissingTable } from './kernel-tables.ts';
import type { Spill } from './spill.ts';
import { type TextTable, textTable } from './text-table.ts';

/** Reads one column as text, which fits everything. */
export interface TextReader {
  readonly pieces: ColumnPieces;
  readonly table: TextTable;
  read(batch: Batch, field: number): void;
}

export function textReader(memory: DelimitedMemory, scratch: Scratch, spill: Spill, missing: MissingTable): TextReader {
  const pieces = columnPieces(spill);
  const table = textTable(memory);
  return {
    pieces,
    table,
    read(batch, field) {
      const codes = table.read(batch, field, missing.address, scratch.quote, scratch.values);
      pieces.appendCodes(codes, table.size);
    },
  };
}
