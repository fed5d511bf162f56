import { type DelimitedMemory, noteValue } from '@tend/kernels';
import { type CellFormat, cellParser, hasLeadingZero, isMissingSpelling, isPlain } from '@tend/table';
import { type Batch, cellText, type Misfit, type Scratch } from './batch.ts';
import { type ColumnPieces, columnPieces } from './column-pieces.ts';
import { type MissingTable, numberFormat } from './kernel-tables.ts';
import type { Spill } from './spill.ts';

/** Reads one column of numbers, dates or instants, batch by batch. */
export interface NumericReader {
  readonly kind: 'number' | 'integer' | 'date' | 'instant';
  readonly format: CellFormat | undefined;
  readonly pieces: ColumnPieces;
  /** Spellings of missing values that came, and how often. */
  missing(): readonly (readonly [spelling: string, count: number])[];
  /** Values that are not missing. */
  readonly known: number;
  readonly lowest: number;
  readonly highest: number;
  /** Reads the field of every record; where some misfit, nothing of the batch is kept and they are given. */
  read(batch: Batch, field: number): readonly Misfit[];
  /** Takes back the last batch. */
  undo(): void;
}

export interface NumericOptions {
  readonly kind: NumericReader['kind'];
  readonly format?: CellFormat | undefined;
  readonly missing: MissingTable;
  /**
   * Whether the kind was found out and not stated: then integers may turn out to be numbers, a leading zero is no number, and
   * known spellings of missing values are some.
   */
  readonly isInferred: boolean;
}

/** Only one misfit is needed of a column that is then read as something else. */
const mostMisfits = 10_000;

export function numericReader(
  memory: DelimitedMemory,
  scratch: Scratch,
  spill: Spill,
  { kind: first, format, missing, isInferred }: NumericOptions,
): NumericReader {
  const pieces = columnPieces(spill);
  const report = memory.take(32);
  memory.doubles.set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], report >>> 3);
  /** Spellings that the kernel does not know: blanks of any number. */
  const blanks = new Map<string, number>();
  let kind = first;
  let parse = cellParser(kind, format);
  let layout = layoutOf(memory, kind, format);
  let before = { rows: 0, report: memory.doubles.slice(report >>> 3, (report >>> 3) + 3), missing: missing.counts() };
  const undo = (): void => {
    pieces.truncate(before.rows);
    memory.doubles.set(before.report, report >>> 3);
    missing.restore(before.missing);
  };
  const runKernel = (batch: Batch, field: number): number => {
    const { kernels } = memory;
    const { text, stride, rowCount } = batch;
    const fields = batch.fields + 4 * field;
    const { values, leftovers } = scratch;
    if (kind === 'date')
      return kernels.readDates(text, fields, stride, rowCount, missing.address, values, leftovers, report);
    if (kind === 'instant')
      return kernels.readInstants(text, fields, stride, rowCount, missing.address, values, leftovers, report);
    const refuses = isInferred ? 1 : 0;
    return kernels.readNumbers(
      ...([text, fields, stride, rowCount, missing.address, layout, refuses, values, leftovers, report] as const),
    );
  };
  /** Reads what the kernel left over; undefined where integers have turned out to be numbers, to be read again. */
  const readLeftovers = (batch: Batch, field: number, count: number): Misfit[] | undefined => {
    const misfits: Misfit[] = [];
    for (let i = 0; i < count; i++) {
      const row = memory.words[(scratch.leftovers >>> 2) + i] as number;
      const text = cellText(memory, batch, field, row, scratch.quote);
      const isZeroLost = isInferred && (kind === 'integer' || kind === 'number') && hasLeadingZero(text);
      const value = isZeroLost ? undefined : parse(text);
      if (value !== undefined) {
        memory.doubles[(scratch.values >>> 3) + row] = value;
        noteValue(memory, report, value);
      } else if (isInferred && isMissingSpelling(text)) blanks.set(text, (blanks.get(text) ?? 0) + 1);
      else if (isInferred && kind === 'integer' && !isZeroLost && cellParser('number', format)(text) !== undefined)
        return undefined;
      else if (misfits.push({ row, text }) >= mostMisfits) break;
    }
    return misfits;
  };
  const value = (i: number): number => memory.doubles[(report >>> 3) + i] as number;
  return {
    get kind() {
      return kind;
    },
    format,
    pieces,
    missing() {
      const counts = missing.counts();
      const listed = missing.spellings.map((spelling, i): [string, number] => [spelling, counts[i] ?? 0]);
      return [...listed, ...blanks].filter(([, count]) => count > 0);
    },
    get known() {
      return memory.words[(report >>> 2) + 4] as number;
    },
    get lowest() {
      return value(0);
    },
    get highest() {
      return value(1);
    },
    read(batch, field) {
      before = {
        rows: pieces.rowCount,
        report: memory.doubles.slice(report >>> 3, (report >>> 3) + 3),
        missing: missing.counts(),
      };
      let misfits = readLeftovers(batch, field, runKernel(batch, field));
      if (misfits === undefined) {
        undo();
        kind = 'number';
        parse = cellParser(kind, format);
        layout = layoutOf(memory, kind, format);
        misfits = readLeftovers(batch, field, runKernel(batch, field)) ?? [];
      }
      if (misfits.length > 0) {
        undo();
        return misfits;
      }
      const start = scratch.values >>> 3;
      const reach = kind === 'number' ? Number.POSITIVE_INFINITY : Math.max(value(1), -value(0), 0);
      pieces.appendNumbers(memory.doubles.subarray(start, start + batch.rowCount), reach);
      return misfits;
    },
    undo,
  };
}

function layoutOf(memory: DelimitedMemory, kind: NumericReader['kind'], format: CellFormat | undefined): number {
  if (kind === 'date' || kind === 'instant') return 0;
  if (format === undefined || (isPlain(format) && format.trim !== true)) return kind === 'number' ? 0 : 1;
  return numberFormat(memory, kind, format);
}
