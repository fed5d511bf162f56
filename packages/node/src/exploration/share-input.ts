import type { ExplorationInput, LeakTarget } from '@tend/learn';
import type { Column } from '@tend/table';
import { sharedBytes } from '../threads/shared-bytes.ts';

/** The same input over shared memory: numbers and codes are copied where they are not there yet, dictionaries stay what they are. */
export function shareInput(input: ExplorationInput): ExplorationInput {
  const { table, rows, target } = input;
  return {
    ...input,
    table: { ...table, columns: table.columns.map(shareColumn) },
    rows: shareInt32(rows),
    ...(target === undefined ? {} : { target: shareTarget(target) }),
  };
}

function shareColumn(column: Column): Column {
  if (column.kind === 'text') return { ...column, codes: shareInt32(column.codes) };
  return { ...column, values: shareFloat64(column.values) };
}

function shareTarget(target: LeakTarget): LeakTarget {
  if (target.type === 'binary')
    return { ...target, y: isShared(target.y) ? target.y : new Int8Array(sharedBytes(target.y)) };
  if (target.type === 'classes') return { ...target, codes: shareInt32(target.codes) };
  return { ...target, values: shareFloat64(target.values) };
}

function shareInt32(values: Int32Array): Int32Array {
  return isShared(values) ? values : new Int32Array(sharedBytes(values));
}

function shareFloat64(values: Float64Array): Float64Array {
  return isShared(values) ? values : new Float64Array(sharedBytes(values));
}

function isShared({ buffer }: ArrayBufferView): boolean {
  return buffer instanceof SharedArrayBuffer;
}
