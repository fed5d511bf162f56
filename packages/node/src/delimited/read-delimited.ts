import { type DelimitedMemory, delimitedMemory, MemoryExhausted } from '@tend/kernels';
import { Problem } from '@tend/protocol';
import { countText } from '@tend/table';
import { type Batch, type Scratch, withoutRows } from './batch.ts';
import { type ColumnReader, type ColumnStore, inferredColumn, statedColumn } from './column-reader.ts';
import type { DelimitedInput, DelimitedOptions, DelimitedReading } from './delimited-input.ts';
import { type FaultLog, faultLog } from './fault-log.ts';
import { readBatch } from './read-batch.ts';
import { type Header, readHeader, type ScanPlace } from './read-header.ts';
import { scanInput } from './scan-input.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { openSpill } from './spill.ts';
import { openText, type TextSource } from './text-source.ts';

/**
 * Reads delimited text strictly (RFC 4180, a header line) as one typed table: rows of the inputs in their order, columns by
 * name. Kinds that `columns` does not fix are inferred from all rows: proposed from the first of them, held against every
 * other, and columns that some row contradicts are read a second time. TND-1201 with the place of the first fault where more
 * rows misfit than may be set aside, or where an input is no table.
 */
export async function readDelimited(
  inputs: readonly DelimitedInput[],
  options: DelimitedOptions,
): Promise<DelimitedReading> {
  const spill = openSpill(options.memoryBytes ?? defaultMemoryBytes);
  try {
    const memory = delimitedMemory();
    const { scratch, place } = workSpace(memory, oneByte(options.quote ?? '"', 'quote'));
    const reading = new Reading(inputs, options, { memory, scratch, spill }, place);
    await reading.readAll();
    return await reading.finish();
  } catch (error) {
    spill.close();
    if (!(error instanceof MemoryExhausted)) throw error;
    throw new Problem('TND-1201', {
      message: `the distinct texts of ${inputs.map(({ name }) => name).join(', ')} do not fit into 4 GiB`,
      expected: 'less than 4 GiB of distinct texts, their places included',
      came: 'more',
      next: ['leave out columns that hold long texts which all differ', 'read the files in parts'],
    });
  }
}

const defaultMemoryBytes = 512 * 2 ** 20;
/** Entries of fields (u32) that the kernels write at once. */
const fieldCapacity = 163_840;

function workSpace(memory: DelimitedMemory, quote: number): { readonly scratch: Scratch; readonly place: ScanPlace } {
  const place = { fields: memory.take(4 * fieldCapacity), capacity: fieldCapacity, report: memory.take(32) };
  // A record has at least two entries.
  const mostRows = fieldCapacity / 2;
  return { place, scratch: { values: memory.take(8 * mostRows), leftovers: memory.take(4 * mostRows), quote } };
}

/** What is remembered of an input for its second pass. */
interface InputFacts {
  readonly delimiter: string;
  readonly sizeBytes: number;
  /** Records that are rows by their shape. */
  readonly recordCount: number;
  /** Those among them that a cell keeps out of the table, from 0, ascending. */
  readonly removed: readonly number[];
}

class Reading {
  readonly #inputs: readonly DelimitedInput[];
  readonly #options: DelimitedOptions;
  readonly #store: ColumnStore;
  readonly #place: ScanPlace;
  readonly #faults: FaultLog;
  readonly #facts: InputFacts[] = [];
  #columns: readonly ColumnReader[] = [];

  constructor(inputs: readonly DelimitedInput[], options: DelimitedOptions, store: ColumnStore, place: ScanPlace) {
    this.#inputs = inputs;
    this.#options = options;
    this.#store = store;
    this.#place = place;
    this.#faults = faultLog(options.maxRejected);
  }

  async readAll(): Promise<void> {
    for (const [index, input] of this.#inputs.entries()) this.#facts.push(await this.#readInput(index, input));
    const rows = this.#rowCounts().reduce((sum, count) => sum + count, 0);
    this.#faults.judge(rows);
    const [first] = this.#inputs;
    if (rows === 0 && first !== undefined) throw this.#withoutRows(first);
    const lost = this.#columns.filter((column) => column.isLost);
    if (lost.length === 0) return;
    for (const column of lost) column.restart();
    for (const [index, input] of this.#inputs.entries()) await this.#readAgain(index, input, lost);
  }

  async finish(): Promise<DelimitedReading> {
    const rowCounts = this.#rowCounts();
    const rowCount = rowCounts.reduce((sum, count) => sum + count, 0);
    const read = [];
    for (const column of this.#columns) read.push(await column.finish(rowCount));
    const columns = read.map(({ inferred }) => inferred);
    const byName = new Map(read.map((column) => [column.inferred.name, column]));
    const table = {
      rowCount,
      schema: columns.map(({ name, kind }) => ({ name, kind })),
      column: async (name: string) => {
        const column = byName.get(name);
        if (column === undefined) throw new RangeError(`the table has no column "${name}"`);
        return column.load();
      },
    };
    const delimiters = this.#facts.map(({ delimiter }) => delimiter);
    const close = async (): Promise<void> => this.#store.spill.close();
    return { table, columns, rejected: this.#faults.rejected(), rowCounts, delimiters, close };
  }

  async #readInput(index: number, input: DelimitedInput): Promise<InputFacts> {
    const { memory, spill, scratch } = this.#store;
    const source = openText(memory, input);
    try {
      const { delimiter, header } = await this.#open(source, input.name);
      if (index === 0) this.#columns = header.names.map((name) => this.#columnOf(name));
      const columns = this.#placed(this.#columns, header, source, input.name);
      let recordCount = 0;
      const removed: number[] = [];
      const faults = this.#faults;
      const task = { memory, source, input: index, file: input.name, columns, faults, quote: scratch.quote };
      await scanInput({
        ...task,
        ...{ dialect: { delimiter: delimiter.charCodeAt(0), quote: scratch.quote }, place: this.#place },
        columnCount: header.names.length,
        onBatch: (batch) => {
          for (const row of readBatch(task, batch, recordCount)) removed.push(recordCount + row);
          recordCount += batch.rowCount;
          spill.relieve();
        },
      });
      return { delimiter, sizeBytes: source.sizeBytes, recordCount, removed };
    } finally {
      await source.close();
    }
  }

  /** Reads the lost columns alone, of the rows that the first pass kept. */
  async #readAgain(index: number, input: DelimitedInput, lost: readonly ColumnReader[]): Promise<void> {
    const { memory, spill, scratch } = this.#store;
    const facts = this.#facts[index];
    if (facts === undefined) return;
    const source = openText(memory, input);
    try {
      const { header } = await this.#open(source, input.name, facts.delimiter);
      const columns = this.#placed(this.#columns, header, source, input.name).filter(({ reader }) =>
        lost.includes(reader),
      );
      let recordCount = 0;
      let next = 0;
      await scanInput({
        ...{ memory, source, input: index, file: input.name, place: this.#place, faults: undefined },
        dialect: { delimiter: facts.delimiter.charCodeAt(0), quote: scratch.quote },
        columnCount: header.names.length,
        onBatch: (batch) => {
          const rows: number[] = [];
          for (
            let row = facts.removed[next];
            row !== undefined && row < recordCount + batch.rowCount;
            row = facts.removed[next]
          ) {
            rows.push(row - recordCount);
            next++;
          }
          const rest: Batch = rows.length === 0 ? batch : withoutRows(memory, batch, rows);
          if (rest.rowCount > 0) for (const { reader, field } of columns) reader.read(rest, field);
          recordCount += batch.rowCount;
          spill.relieve();
        },
      });
      if (recordCount === facts.recordCount && source.sizeBytes === facts.sizeBytes) return;
      throw new Problem('TND-1201', {
        message: `${input.name} changed while it was read`,
        expected: `${countText(facts.recordCount)} rows, as at first`,
        came: `${countText(recordCount)} rows`,
        next: ['read it again when nothing writes to it'],
        place: { file: input.name },
      });
    } finally {
      await source.close();
    }
  }

  async #open(
    source: TextSource,
    file: string,
    known = this.#options.delimiter,
  ): Promise<{ delimiter: string; header: Header }> {
    const { memory, scratch } = this.#store;
    await source.fill();
    const delimiter = known ?? sniffDelimiter(memory, source, scratch.quote, this.#place);
    const dialect = { delimiter: oneByte(delimiter, 'delimiter'), quote: scratch.quote };
    const header = await readHeader(memory, source, file, dialect, this.#place);
    source.discard(header.end);
    return { delimiter, header };
  }

  /** Which field of this input each column is. TND-1201 where its header has other names than that of the first input. */
  #placed(columns: readonly ColumnReader[], { names }: Header, source: TextSource, file: string) {
    const fieldOf = new Map(names.map((name, field) => [name, field]));
    const expected = columns.map(({ name }) => name);
    const absent = expected.filter((name) => !fieldOf.has(name));
    const unknown = names.filter((name) => !expected.includes(name));
    if (absent.length === 0 && unknown.length === 0)
      return columns.map((reader) => ({ reader, field: fieldOf.get(reader.name) ?? 0 }));
    const list = (some: readonly string[]): string => some.map((name) => `"${name}"`).join(', ');
    const differences = [
      ...(absent.length === 0 ? [] : [`lacks ${list(absent)}`]),
      ...(unknown.length === 0 ? [] : [`has ${list(unknown)} in addition`]),
    ];
    throw new Problem('TND-1201', {
      message: `${file} ${differences.join(' and ')}`,
      expected: `the columns ${list(expected)}, as in ${this.#inputs[0]?.name}`,
      came: `the columns ${list(names)}`,
      next: ['give all files the same columns, or take them as sources of their own'],
      place: { file, line: source.lineAt(0) - 1 },
    });
  }

  #columnOf(name: string): ColumnReader {
    const { columns, missing, decimal } = this.#options;
    const own = { name, missing: ownOf(missing, name) ?? missing['*'] ?? [''], decimal };
    const stated = ownOf(columns, name);
    if (stated === undefined) return inferredColumn(this.#store, own);
    try {
      return statedColumn(this.#store, own, stated);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new Problem(
        'TND-1201',
        {
          message: `column "${name}" cannot be read as stated: ${error.message}`,
          expected: 'a pattern such as D.M.YYYY or YYYY-MM-DD HH:mm',
          came: JSON.stringify(stated.format?.pattern ?? ''),
          next: [`correct the format of "${name}" in data.contract`],
          facts: { column: name },
        },
        { cause: error },
      );
    }
  }

  #rowCounts(): readonly number[] {
    return this.#facts.map(({ recordCount, removed }) => recordCount - removed.length);
  }

  #withoutRows({ name }: DelimitedInput): Problem {
    return new Problem('TND-1201', {
      message: `${name} has a header and no rows`,
      expected: 'at least one row',
      came: `a header of ${this.#columns.length} columns`,
      next: ['add rows below the header'],
      place: { file: name, line: 1 },
    });
  }
}

function oneByte(text: string, what: string): number {
  const code = text.charCodeAt(0);
  if (text.length === 1 && code > 0 && code < 128 && code !== 0x0a && code !== 0x0d) return code;
  throw new Problem('TND-1201', {
    message: `${JSON.stringify(text)} cannot be the ${what} of a text`,
    expected: `one character of ASCII as the ${what}`,
    came: JSON.stringify(text),
  });
}

/** What a record holds of a column: one may be named `constructor`, as a property that every object inherits. */
function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
