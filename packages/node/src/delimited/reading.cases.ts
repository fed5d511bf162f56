import type { ReadRequest } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { type Column, columnOf, loadColumns, rowAt, type Table } from '@tend/table';
import { expect } from 'vitest';
import type { DelimitedInput, DelimitedOptions, DelimitedReading } from './delimited-input.ts';
import { readDelimited } from './read-delimited.ts';

/** A text as an input, in pieces of so many bytes. */
function inputOf(name: string, content: string | Uint8Array, pieceBytes = 65_536): DelimitedInput {
  const bytes = Buffer.from(content);
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}

/** What was read of texts, with all columns in memory. */
export interface ReadText extends DelimitedReading {
  readonly loaded: Table;
  readonly rows: unknown[][];
  readonly kinds: readonly string[];
  column(name: string): Column;
  reason(name: string): string | undefined;
}

/** Reads texts, named `a.csv`, `b.csv`, and so on. */
export async function readText(
  content: string | Uint8Array | readonly (string | Uint8Array)[],
  options: Partial<DelimitedOptions> = {},
  pieceBytes?: number,
): Promise<ReadText> {
  const contents = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  const inputs = contents.map((one, i) => inputOf(`${'abcdef'[i]}.csv`, one, pieceBytes));
  const reading = await readDelimited(inputs, { columns: {}, missing: {}, maxRejected: 0, ...options });
  const loaded = await loadColumns(reading.table);
  await reading.close();
  return {
    ...reading,
    loaded,
    rows: Array.from({ length: loaded.rowCount }, (_, row) => Object.values(rowAt(loaded, row))),
    kinds: reading.columns.map(({ kind }) => kind),
    column: (name) => columnOf(loaded, name),
    reason: (name) => reading.columns.find((column) => column.name === name)?.reason,
  };
}

/** Columns that are all stated as text. */
export function asText(...names: string[]): ReadRequest['columns'] {
  return Object.fromEntries(names.map((name) => [name, { kind: 'text' as const }]));
}

export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Problem);
  return thrown as Problem;
}
