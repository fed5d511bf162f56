import type { DelimitedMemory } from '@tend/kernels';
import {
  almostKind,
  type CellFormat,
  type Column,
  type ColumnReading,
  type InferredColumn,
  inferNumeric,
  inferText,
  missingSpellings,
  type NumericKind,
  proposeReading,
  readSpelled,
  whyMisfit,
} from '@tend/table';
import { type Batch, cellText, fieldOffset, type Misfit, type Scratch } from './batch.ts';
import type { ColumnPieces } from './column-pieces.ts';
import type { PackedColumn } from './column-thread-messages.ts';
import { areDistinct, compactDates, rangeOf } from './column-values.ts';
import { missingTable } from './kernel-tables.ts';
import { type NumericReader, numericReader } from './numeric-reader.ts';
import { spelledReader } from './spelled-reader.ts';
import type { Spill } from './spill.ts';
import { type TextReader, textReader } from './text-reader.ts';

/** Where all columns of a reading keep what they read. */
export interface ColumnStore {
  readonly memory: DelimitedMemory;
  readonly scratch: Scratch;
  readonly spill: Spill;
}

/** Reads one column of all inputs. */
export interface ColumnReader {
  readonly name: string;
  /** The kind that cells may misfit because it was stated: then their rows are set aside. Absent where every cell fits. */
  readonly strict?: { readonly kind: NumericKind; readonly pattern: string | undefined };
  /** Whether a later row has shown that the first proposal was wrong: the column is to be read again from the start. */
  readonly isLost: boolean;
  read(batch: Batch, field: number): readonly Misfit[];
  /** Takes back the last batch of a strict column. */
  undo(): void;
  /** Begins again, with text. */
  restart(): void;
  /** What the column is, when all rows were read. */
  finish(rowCount: number): Promise<ReadColumn>;
}

export interface ReadColumn {
  readonly inferred: InferredColumn;
  load(): Column;
  /** A column of text for another thread; absent where it is none. */
  loadPacked?(): PackedColumn;
}

export interface ColumnOptions {
  readonly name: string;
  /** Spellings of missing values that were stated for it. */
  readonly missing: readonly string[];
  readonly decimal: '.' | ',' | undefined;
}

/** A column whose kind and format are stated. */
export function statedColumn(store: ColumnStore, options: ColumnOptions, reading: ColumnReading): ColumnReader {
  const { kind } = reading;
  const missing = [...new Set([...options.missing, ...(reading.missing ?? [])])];
  if (kind === 'text') {
    const reader = textReader(store.memory, store.scratch, store.spill, missingTable(store.memory, missing));
    return {
      ...neverLost(options.name),
      read(batch, field) {
        reader.read(batch, field);
        return [];
      },
      undo() {},
      finish: async (rowCount) => {
        const otherwise = readSpelled(reader.table, options.decimal).fitting?.kind;
        const inferred = { ...inferText(options.name, reader.table, rowCount), ...reading };
        const said = otherwise === undefined ? almostOf(reader, options.decimal) : { otherwise };
        return { inferred: { ...inferred, ...said }, ...textLoaders(options.name, reader) };
      },
    };
  }
  const format = statedFormat(reading, options.decimal);
  const table = missingTable(store.memory, missing);
  const hasKernel = kind !== 'boolean' && format?.pattern === undefined && (format?.trim !== true || isNumber(kind));
  const reader = hasKernel
    ? numericReader(store.memory, store.scratch, store.spill, { kind, format, missing: table, isInferred: false })
    : spelledReader(store.memory, store.scratch, store.spill, { kind, format, missing: table });
  return {
    ...neverLost(options.name),
    strict: { kind, pattern: format?.pattern },
    read: (batch, field) => reader.read(batch, field),
    undo: () => reader.undo(),
    finish: async (rowCount) => {
      const facts = {
        name: options.name,
        kind,
        format,
        rowCount,
        missing: [],
        isStated: true,
        isDistinct: () => false,
      };
      const inferred = await inferNumeric({ ...facts, ...rangeOf(reader.pieces.numbers()) });
      const stated = reading.missing !== undefined && { missing: reading.missing };
      return { inferred: { ...inferred, ...stated }, load: numericLoader(options.name, kind, reader.pieces) };
    },
  };
}

/** A column whose kind is found out: proposed from its first rows, held to by all others, else read again as text. */
export function inferredColumn(store: ColumnStore, options: ColumnOptions): ColumnReader {
  const { memory, scratch, spill } = store;
  const { name, decimal } = options;
  const text = (): TextReader => textReader(memory, scratch, spill, missingTable(memory, options.missing));
  let numeric: NumericReader | undefined;
  let texts: TextReader | undefined;
  let isLost = false;
  let misfit: string | undefined;
  const propose = (batch: Batch, field: number): void => {
    const sample: string[] = [];
    for (let row = 0; row < Math.min(batch.rowCount, sampleRows); row++) {
      const cell = cellText(memory, batch, field, row, scratch.quote);
      if (!options.missing.includes(cell)) sample.push(cell);
    }
    const { kind, format } = proposeReading(sample, decimal);
    if (kind === 'text') texts = text();
    else {
      const missing = missingTable(memory, [...new Set([...options.missing, ...missingSpellings])]);
      numeric = numericReader(memory, scratch, spill, { kind, format, missing, isInferred: true });
    }
  };
  return {
    name,
    get isLost() {
      return isLost;
    },
    read(batch, field) {
      if (isLost) return [];
      if (numeric === undefined && texts === undefined) propose(batch, field);
      if (numeric !== undefined) {
        const [first] = numeric.read(batch, field);
        if (first === undefined) return [];
        misfit = whyMisfit(numeric.kind, first.text, batch.lineAt(fieldOffset(memory, batch, first.row, field)));
        isLost = numeric.pieces.rowCount > 0;
        numeric = undefined;
        if (isLost) return [];
        texts = text();
      }
      texts?.read(batch, field);
      return [];
    },
    undo() {},
    restart() {
      isLost = false;
      texts = text();
    },
    finish: async (rowCount) => {
      if (numeric !== undefined) return finishNumeric(options, numeric, rowCount);
      return finishTexts(options, texts ?? text(), rowCount, misfit);
    },
  };
}

const sampleRows = 200;

async function finishNumeric(
  { name, missing: stated }: ColumnOptions,
  reader: NumericReader,
  rowCount: number,
): Promise<ReadColumn> {
  const { kind, format, known, lowest, highest, pieces } = reader;
  const missing = reader.missing().filter(([spelling]) => !stated.includes(spelling));
  const facts = { name, rowCount, known, missing, isDistinct: () => areDistinct(pieces.numbers(), lowest, highest) };
  const dates = kind === 'integer' && compactDates(name, lowest, highest, () => pieces.numbers());
  if (dates) {
    const range = rangeOf(dates());
    const inferred = await inferNumeric({ ...facts, kind: 'date', format: { pattern: 'YYYYMMDD' }, ...range });
    return { inferred, load: () => ({ kind: 'date', name, values: dates() }) };
  }
  const inferred = await inferNumeric({ ...facts, kind, format, lowest, highest });
  return { inferred, load: numericLoader(name, kind, pieces) };
}

async function finishTexts(
  { name, decimal }: ColumnOptions,
  reader: TextReader,
  rowCount: number,
  misfit: string | undefined,
): Promise<ReadColumn> {
  const { table, pieces } = reader;
  const { fitting, unclear } = readSpelled(table, decimal);
  if (fitting === undefined) {
    const inferred = inferText(name, table, rowCount, { unclear, misfit: unclear === undefined ? misfit : undefined });
    return { inferred: { ...inferred, ...almostOf(reader, decimal) }, ...textLoaders(name, reader) };
  }
  const { kind, format, parse, missing } = fitting;
  const values = Float64Array.from({ length: table.size }, (_, code) => parse(table.textAt(code)) ?? Number.NaN);
  table.release();
  const load = (): Float64Array => {
    const codes = pieces.codes();
    const numbers = new Float64Array(codes.length);
    for (let row = 0; row < codes.length; row++) numbers[row] = values[codes[row] as number] ?? Number.NaN;
    return numbers;
  };
  const isDistinct = (): boolean => false;
  const inferred = await inferNumeric({ name, kind, format, rowCount, missing, isDistinct, ...rangeOf(load()) });
  return { inferred, load: () => ({ kind, name, values: load() }) };
}

/** What keeps a column of text from being of another kind, where that is little. */
function almostOf({ table, pieces }: TextReader, decimal: '.' | ',' | undefined): Pick<InferredColumn, 'almost'> {
  const almost = almostKind(table, (code) => pieces.codes().indexOf(code), decimal);
  return almost === undefined ? {} : { almost };
}

function neverLost(name: string): Pick<ColumnReader, 'name' | 'isLost' | 'restart'> {
  return { name, isLost: false, restart() {} };
}

function textLoaders(name: string, { pieces, table }: TextReader): Pick<ReadColumn, 'load' | 'loadPacked'> {
  return {
    load: () => ({ kind: 'text', name, codes: pieces.codes(), dictionary: table.texts() }),
    loadPacked: () => ({ kind: 'text', name, codes: pieces.codes(), packed: table.packed() }),
  };
}

function numericLoader(name: string, kind: NumericKind, pieces: ColumnPieces): () => Column {
  return () => ({ kind, name, values: pieces.numbers() });
}

function statedFormat({ kind, format }: ColumnReading, decimal: '.' | ',' | undefined): CellFormat | undefined {
  if (!(isNumber(kind) && decimal === ',') || format?.decimal !== undefined) return format;
  return { ...format, decimal };
}

function isNumber(kind: ColumnReading['kind']): boolean {
  return kind === 'number' || kind === 'integer';
}
