import type { DelimitedMemory } from '@tend/kernels';
import { type CellFormat, cellParser, type NumericKind } from '@tend/table';
import { type Batch, cellText, type Misfit, type Scratch } from './batch.ts';
import { type ColumnPieces, columnPieces } from './column-pieces.ts';
import type { MissingTable } from './kernel-tables.ts';
import type { Spill } from './spill.ts';
import { textTable } from './text-table.ts';

/** Reads one column whose kind and format are fixed, each distinct spelling parsed once: truth values, dates of any pattern. */
export interface SpelledReader {
  readonly pieces: ColumnPieces;
  /** Reads the field of every record; where some misfit, nothing of the batch is kept and they are given. */
  read(batch: Batch, field: number): readonly Misfit[];
  /** Takes back the last batch. */
  undo(): void;
}

export function spelledReader(
  memory: DelimitedMemory,
  scratch: Scratch,
  spill: Spill,
  { kind, format, missing }: { kind: NumericKind; format?: CellFormat | undefined; missing: MissingTable },
): SpelledReader {
  const pieces = columnPieces(spill);
  const table = textTable(memory);
  const parse = cellParser(kind, format);
  /** By code; NaN for a spelling that misfits. */
  let values = new Float64Array(64);
  let parsed = 0;
  let rows = 0;
  let reach = 0;
  return {
    pieces,
    read(batch, field) {
      rows = pieces.rowCount;
      const codes = table.read(batch, field, missing.address, scratch.quote, scratch.values);
      if (values.length < table.size) {
        const larger = new Float64Array(2 * table.size);
        larger.set(values);
        values = larger;
      }
      for (; parsed < table.size; parsed++) {
        const value = parse(table.textAt(parsed)) ?? Number.NaN;
        values[parsed] = value;
        if (!Number.isNaN(value)) reach = Math.max(reach, Math.abs(value));
      }
      const misfits: Misfit[] = [];
      const numbers = new Float64Array(codes.length);
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row] as number;
        numbers[row] = code < 0 ? Number.NaN : (values[code] as number);
        if (code >= 0 && Number.isNaN(numbers[row]))
          misfits.push({ row, text: cellText(memory, batch, field, row, scratch.quote) });
      }
      if (misfits.length === 0) pieces.appendNumbers(numbers, kind === 'number' ? Number.POSITIVE_INFINITY : reach);
      return misfits;
    },
    undo: () => pieces.truncate(rows),
  };
}
