import type { DelimitedMemory } from '@tend/kernels';
import { type Batch, fieldOffset, type Misfit, recordSpan, withoutRows } from './batch.ts';
import type { ColumnReader } from './column-reader.ts';
import type { FaultLog } from './fault-log.ts';
import { lineTextAt } from './read-header.ts';
import { cellFault } from './record-fault.ts';
import type { TextSource } from './text-source.ts';

/** A column, and which field of a record of this input is its. */
export interface PlacedColumn {
  readonly reader: ColumnReader;
  readonly field: number;
}

export interface BatchTask {
  readonly memory: DelimitedMemory;
  readonly source: TextSource;
  readonly input: number;
  readonly file: string;
  readonly columns: readonly PlacedColumn[];
  readonly faults: FaultLog;
  readonly quote: number;
}

export interface ReadBatch {
  readonly left: Batch;
  readonly removed: readonly number[];
}

/**
 * Reads all columns of a batch; rows with a cell that is not of its stated kind are left out of all of them and logged, each
 * for its first such cell. Gives the rows that are left, and the places in the batch of those that were left out, ascending. `firstRow` is the row of
 * the input at which the batch starts, from 0.
 */
export function readBatch(task: BatchTask, batch: Batch, firstRow: number): ReadBatch {
  const { memory, columns } = task;
  const strict = columns.filter(({ reader }) => reader.strict !== undefined);
  const removed: number[] = [];
  /** Places in the batch of the rows that are left. */
  let places: readonly number[] | undefined;
  let rest = batch;
  for (;;) {
    const misfits = new Map<number, Misfit & { readonly column: PlacedColumn }>();
    for (const column of strict)
      for (const misfit of column.reader.read(rest, column.field)) {
        const known = misfits.get(misfit.row);
        if (known === undefined || column.field < known.column.field) misfits.set(misfit.row, { ...misfit, column });
      }
    if (misfits.size === 0) break;
    for (const { reader } of strict) reader.undo();
    const rows = [...misfits.keys()].sort((a, b) => a - b);
    for (const row of rows) {
      const misfit = misfits.get(row);
      const place = places?.[row] ?? row;
      if (misfit !== undefined) logMisfit(task, rest, misfit, firstRow + place);
      removed.push(place);
    }
    const gone = new Set(rows);
    places = Array.from({ length: rest.rowCount }, (_, row) => places?.[row] ?? row).filter((_, row) => !gone.has(row));
    rest = withoutRows(memory, rest, rows);
  }
  if (rest.rowCount > 0)
    for (const { reader, field } of columns) if (reader.strict === undefined) reader.read(rest, field);
  return { left: rest, removed: removed.sort((a, b) => a - b) };
}

function logMisfit(
  { memory, source, input, file, faults }: BatchTask,
  batch: Batch,
  { row, text, column: { reader, field } }: Misfit & { readonly column: PlacedColumn },
  inputRow: number,
): void {
  if (!faults.wantsText) {
    faults.tally();
    return;
  }
  const bytes = source.view();
  const offset = fieldOffset(memory, batch, row, field);
  const lineStart = offset === 0 ? 0 : bytes.lastIndexOf(0x0a, offset - 1) + 1;
  const [start, end] = recordSpan(memory, batch, row);
  const line = source.lineAt(offset);
  const { name, strict } = reader;
  if (strict === undefined) throw new RangeError(`every cell of "${name}" fits`);
  faults.add({
    ...cellFault(file, line, { ...strict, name, text }),
    ...{ input, file, line },
    cell: { name, character: bytes.toString('utf8', lineStart, offset).length + 1, row: inputRow + 1 },
    text: bytes.toString('utf8', start, Math.min(end, start + 16_384)),
    lineText: lineTextAt(bytes, offset),
  });
}
