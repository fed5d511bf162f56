import type { Column, ColumnReading, InferredColumn, TextColumn } from '@tend/table';
import type { ColumnOptions } from './column-reader.ts';
import type { PackedTexts } from './packed-texts.ts';

/** A column that a thread reads: its kind is found out where none is stated. */
export interface ColumnTask {
  readonly options: ColumnOptions;
  readonly stated?: ColumnReading | undefined;
}

/** What a thread of columns is started with. */
export interface ColumnThreadData {
  readonly tasks: readonly ColumnTask[];
  readonly quote: number;
  /** How many bytes of typed columns stay in its memory before they move to a file. */
  readonly memoryBytes: number;
}

/** A batch in shared memory: the text from the start of its block, then at a border of 4 the entries of its fields. */
export interface SharedBatch {
  readonly shared: SharedArrayBuffer;
  readonly textBytes: number;
  readonly stride: number;
  readonly rowCount: number;
  /** The line in which the text starts. */
  readonly line: number;
  /** Which columns to read, by their place among the tasks, each with the field that is its. */
  readonly fields: readonly (readonly [column: number, field: number])[];
}

/** Each is answered once, in the order in which they were said. */
export type ToColumnThread =
  | { readonly do: 'read'; readonly batch: SharedBatch }
  /** Columns that some row has contradicted begin again, with text. */
  | { readonly do: 'settle' }
  | { readonly do: 'finish'; readonly rowCount: number }
  | { readonly do: 'load'; readonly column: number };

/** A text column on its way from thread to thread. */
export interface PackedColumn extends Omit<TextColumn, 'dictionary'> {
  readonly packed: PackedTexts;
}

export type FromColumnThread =
  | { readonly done: 'read' }
  /** Which columns begin again, by their places among the tasks. */
  | { readonly done: 'settle'; readonly lost: readonly number[] }
  | { readonly done: 'finish'; readonly inferred: readonly InferredColumn[] }
  | { readonly done: 'load'; readonly column: Column | PackedColumn }
  | { readonly done: 'failed'; readonly isExhausted: boolean; readonly error: unknown };
