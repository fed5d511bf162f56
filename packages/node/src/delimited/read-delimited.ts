import { MemoryExhausted } from '@tend/kernels';
import { Problem } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { countText } from '@tend/table';
import { type Batch, withoutRows } from './batch.ts';
import type { DelimitedInput, DelimitedOptions, DelimitedReading } from './delimited-input.ts';
import { type FaultLog, faultLog } from './fault-log.ts';
import { readBatch } from './read-batch.ts';
import { type Header, readHeader } from './read-header.ts';
import { type FieldOf, type ReadingColumns, readingColumns } from './reading-columns.ts';
import { scanInput } from './scan-input.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { openText, type TextSource } from './text-source.ts';
import { type WorkSpace, workSpace } from './work-space.ts';

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
  const reading = new Reading(inputs, options, workSpace(oneByte(options.quote ?? '"', 'quote')));
  try {
    await reading.readAll();
    return await reading.finish();
  } catch (error) {
    await reading.close();
    if (!(error instanceof MemoryExhausted)) throw error;
    throw new Problem('TND-1201', {
      message: `the distinct texts of ${inputs.map(({ name }) => name).join(', ')} do not fit into 4 GiB`,
      expected: 'less than 4 GiB of distinct texts, their places included',
      came: 'more',
      next: ['leave out columns that hold long texts which all differ', 'read the files in parts'],
    });
  }
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
  readonly #space: WorkSpace;
  readonly #faults: FaultLog;
  readonly #facts: InputFacts[] = [];
  #columns: ReadingColumns | undefined;

  constructor(inputs: readonly DelimitedInput[], options: DelimitedOptions, space: WorkSpace) {
    this.#inputs = inputs;
    this.#options = options;
    this.#space = space;
    this.#faults = faultLog(options.maxRejected);
  }

  async readAll(): Promise<void> {
    for (const [index, input] of this.#inputs.entries()) this.#facts.push(await this.#readInput(index, input));
    const rows = this.#rowCounts().reduce((sum, count) => sum + count, 0);
    this.#faults.judge(rows);
    const [first] = this.#inputs;
    if (rows === 0 && first !== undefined) throw this.#withoutRows(first);
    const columns = this.#columns;
    if (columns === undefined || !(await columns.restartLost())) return;
    for (const [index, input] of this.#inputs.entries()) await this.#readAgain(index, input, columns);
  }

  async finish(): Promise<DelimitedReading> {
    const rowCounts = this.#rowCounts();
    const rowCount = rowCounts.reduce((sum, count) => sum + count, 0);
    const read = (await this.#columns?.finish(rowCount)) ?? [];
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
    const close = (): Promise<void> => this.close();
    return { table, columns, rejected: this.#faults.rejected(), rowCounts, delimiters, close };
  }

  async close(): Promise<void> {
    await this.#columns?.close();
  }

  async #readInput(index: number, input: DelimitedInput): Promise<InputFacts> {
    const { memory, scratch, place } = this.#space;
    const source = openText(memory, input);
    try {
      const { delimiter, header } = await this.#open(source, input.name);
      this.#columns ??= readingColumns(header.names, this.#options, this.#space, sizeOf(this.#inputs));
      const columns = this.#columns;
      const fieldOf = this.#fieldsOf(columns.names, header, source, input.name);
      let recordCount = 0;
      const removed: number[] = [];
      const faults = this.#faults;
      const own = columns.own(fieldOf);
      const task = { memory, source, input: index, file: input.name, columns: own, faults, quote: scratch.quote };
      await scanInput({
        ...task,
        ...{ dialect: { delimiter: delimiter.charCodeAt(0), quote: scratch.quote }, place },
        columnCount: header.names.length,
        onBatch: async (batch) => {
          const { left, removed: rows } = readBatch(task, batch, recordCount);
          for (const row of rows) removed.push(recordCount + row);
          recordCount += batch.rowCount;
          await columns.handOver(left, fieldOf);
          columns.relieve();
        },
      });
      return { delimiter, sizeBytes: source.sizeBytes, recordCount, removed };
    } finally {
      await source.close();
    }
  }

  /** Reads the lost columns alone, of the rows that the first pass kept. */
  async #readAgain(index: number, input: DelimitedInput, columns: ReadingColumns): Promise<void> {
    const { memory, scratch, place } = this.#space;
    const facts = this.#facts[index];
    if (facts === undefined) return;
    const source = openText(memory, input);
    try {
      const { header } = await this.#open(source, input.name, facts.delimiter);
      const fieldOf = this.#fieldsOf(columns.names, header, source, input.name);
      const own = columns.own(fieldOf);
      let recordCount = 0;
      let next = 0;
      await scanInput({
        ...{ memory, source, input: index, file: input.name, place, faults: undefined },
        dialect: { delimiter: facts.delimiter.charCodeAt(0), quote: scratch.quote },
        columnCount: header.names.length,
        onBatch: async (batch) => {
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
          if (rest.rowCount > 0) for (const { reader, field } of own) reader.read(rest, field);
          recordCount += batch.rowCount;
          await columns.handOver(rest, fieldOf);
          columns.relieve();
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
    const { memory, scratch, place } = this.#space;
    await source.fill();
    const delimiter = known ?? sniffDelimiter(memory, source, scratch.quote, place);
    const dialect = { delimiter: oneByte(delimiter, 'delimiter'), quote: scratch.quote };
    const header = await readHeader(memory, source, file, dialect, place);
    source.discard(header.end);
    return { delimiter, header };
  }

  /** Which field of this input a column is. TND-1201 where its header has other names than that of the first input. */
  #fieldsOf(expected: readonly string[], { names }: Header, source: TextSource, file: string): FieldOf {
    const fieldOf = new Map(names.map((name, field) => [name, field]));
    const absent = expected.filter((name) => !fieldOf.has(name));
    const unknown = names.filter((name) => !expected.includes(name));
    if (absent.length === 0 && unknown.length === 0) return (name) => fieldOf.get(name) ?? 0;
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

  #rowCounts(): readonly number[] {
    return this.#facts.map(({ recordCount, removed }) => recordCount - removed.length);
  }

  #withoutRows({ name }: DelimitedInput): Problem {
    return new Problem('TND-1201', {
      message: `${name} has a header and no rows`,
      expected: 'at least one row',
      came: `a header of ${formatCount(this.#columns?.names.length ?? 0, 'column')}`,
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

function sizeOf(inputs: readonly DelimitedInput[]): number {
  return inputs.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
}
