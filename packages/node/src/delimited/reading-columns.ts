import { availableParallelism } from 'node:os';
import { Problem } from '@tend/protocol';
import type { Column, InferredColumn } from '@tend/table';
import type { Batch } from './batch.ts';
import { type ColumnReader, type ColumnStore, inferredColumn, statedColumn } from './column-reader.ts';
import type { ColumnTask } from './column-thread-messages.ts';
import type { DelimitedOptions } from './delimited-input.ts';
import type { PlacedColumn } from './read-batch.ts';
import { openSpill } from './spill.ts';
import { startColumnThread } from './start-column-thread.ts';
import type { WorkSpace } from './work-space.ts';

/** The columns of a reading. Where it is large, a thread reads those that no cell can misfit. */
export interface ReadingColumns {
  readonly names: readonly string[];
  /** Those that the calling thread reads, each with its field. */
  own(fieldOf: FieldOf): readonly PlacedColumn[];
  /** Hands a batch to the thread, if there is one. */
  handOver(batch: Batch, fieldOf: FieldOf): Promise<void>;
  /** Makes columns that some row has contradicted begin again; whether there are any. From then on only they are read. */
  restartLost(): Promise<boolean>;
  finish(rowCount: number): Promise<readonly FinishedColumn[]>;
  /** Moves columns to disk where they take too much memory. */
  relieve(): void;
  close(): Promise<void>;
}

/** Which field of an input is a column's, by its name. */
export type FieldOf = (name: string) => number;

export interface FinishedColumn {
  readonly inferred: InferredColumn;
  load(): Promise<Column>;
}

/** A column that is loaded before it is asked for takes so much memory at most. */
const mostBytesAhead = 16 * 2 ** 20;

const defaultMemoryBytes = 192 * 2 ** 20;

/** Columns of these names, for inputs of about so many bytes. TND-1201 for a stated pattern that is none. */
export function readingColumns(
  names: readonly string[],
  options: DelimitedOptions,
  { memory, scratch }: WorkSpace,
  sizeBytes: number,
): ReadingColumns {
  const tasks = names.map((name) => taskOf(name, options));
  const isThreaded = sizeBytes >= (options.threadFromBytes ?? 32 * 2 ** 20) && availableParallelism() > 1;
  const given = isThreaded ? tasks.filter(({ stated }) => stated === undefined || stated.kind === 'text') : [];
  const memoryBytes = options.memoryBytes ?? defaultMemoryBytes;
  const givenBytes = Math.floor((memoryBytes * given.length) / names.length);
  const spill = openSpill(memoryBytes - givenBytes);
  const store = { memory, scratch, spill };
  const readers = tasks.filter((task) => !given.includes(task)).map((task) => readerOf(store, task));
  const thread =
    given.length === 0
      ? undefined
      : startColumnThread(memory, { tasks: given, quote: scratch.quote, memoryBytes: givenBytes });
  let [wanted, beside]: [readonly ColumnReader[], readonly number[]] = [readers, [...given.keys()]];
  const nameOf = (place: number): string => given[place]?.options.name ?? '';
  return {
    names,
    own: (fieldOf) => wanted.map((reader) => ({ reader, field: fieldOf(reader.name) })),
    async handOver(batch, fieldOf) {
      if (beside.length === 0 || batch.rowCount === 0) return;
      await thread?.read(
        batch,
        beside.map((place) => [place, fieldOf(nameOf(place))]),
      );
    },
    async restartLost() {
      wanted = readers.filter((reader) => reader.isLost);
      for (const reader of wanted) reader.restart();
      beside = (await thread?.settle()) ?? [];
      return wanted.length + beside.length > 0;
    },
    async finish(rowCount) {
      const finished = new Map<string, FinishedColumn>();
      // Both threads are at work at once.
      const besides = thread?.finish(rowCount);
      besides?.catch(() => {});
      for (const reader of readers) {
        const { inferred, load } = await reader.finish(rowCount);
        finished.set(reader.name, { inferred, load: async () => load() });
      }
      if (thread !== undefined) {
        const load = inTurn((place) => thread.load(place), 8 * rowCount <= mostBytesAhead ? given.length : 0);
        for (const [place, inferred] of ((await besides) ?? []).entries())
          finished.set(nameOf(place), { inferred, load: () => load(place) });
      }
      return names.flatMap((name) => finished.get(name) ?? []);
    },
    relieve: () => spill.relieve(),
    async close() {
      spill.close();
      await thread?.close();
    },
  };
}

/** Loads columns by their places below `count`; once two came one after the other, the next is under way when it is asked for. */
function inTurn(load: (place: number) => Promise<Column>, count: number): (place: number) => Promise<Column> {
  let last = -1;
  let next: Promise<Column> | undefined;
  return (place) => {
    const isNext = place === last + 1;
    const column = (isNext ? next : undefined) ?? load(place);
    last = place;
    next = isNext && place + 1 < count ? load(place + 1) : undefined;
    // Whoever asks for it sees the failure; nobody need ask.
    next?.catch(() => {});
    return column;
  };
}

function taskOf(name: string, { columns, missing, decimal }: DelimitedOptions): ColumnTask {
  const own = { name, missing: ownOf(missing, name) ?? missing['*'] ?? [''], decimal };
  return { options: own, stated: ownOf(columns, name) };
}

function readerOf(store: ColumnStore, { options, stated }: ColumnTask): ColumnReader {
  if (stated === undefined) return inferredColumn(store, options);
  try {
    return statedColumn(store, options, stated);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { name } = options;
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

/** What a record holds of a column: one may be named `constructor`, as a property that every object inherits. */
function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
