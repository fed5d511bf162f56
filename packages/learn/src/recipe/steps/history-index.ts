import { type Column, type ColumnKind, columnOf, type Table } from '@tend/table';
import type { Block } from '../runner.ts';
import type { WorkingColumn } from '../working-column.ts';
import { millisecondsOf } from './time-units.ts';

/** The rows of one group in the order of time; rows at the same time stay in the order of the history. */
export interface EarlierRows {
  /** Milliseconds. */
  readonly times: Float64Array;
  /** NaN for missing; 1 each where no column is looked at. */
  readonly values: Float64Array;
}

/** What an index goes by. */
export interface HistoryColumns {
  /** The column whose earlier values are wanted; undefined: only that there was a row. */
  readonly of?: WorkingColumn | undefined;
  readonly time: WorkingColumn;
  readonly by: readonly WorkingColumn[];
}

const nothing: EarlierRows = { times: new Float64Array(0), values: new Float64Array(0) };

/**
 * Groups the rows of a history and sorts each group by time, once; rows without a time or a key are left out. RangeError where there
 * is no history, or one without a column.
 */
export function historyIndex(
  history: Table | undefined,
  { of, time, by }: HistoryColumns,
): (key: string | undefined) => EarlierRows {
  if (history === undefined)
    throw new RangeError(`the recipe looks back over "${time.name}": it needs the earlier rows (history)`);
  const times = numbersOf(columnOf(history, time.name));
  const values = of === undefined ? undefined : numbersOf(columnOf(history, of.name));
  const unit = millisecondsOf(time.kind);
  const keyOf = keyReader(
    by.map(({ name }) => blockOf(columnOf(history, name))),
    by.map(({ kind }) => kind),
  );
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < history.rowCount; row++) {
    const key = keyOf(row);
    if (key === undefined || Number.isNaN(times[row] as number)) continue;
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
  }
  const groups = new Map<string, EarlierRows>();
  for (const [key, rows] of rowsOf) {
    rows.sort((a, b) => (times[a] as number) - (times[b] as number));
    groups.set(key, {
      times: Float64Array.from(rows, (row) => (times[row] as number) * unit),
      values: Float64Array.from(rows, (row) => (values === undefined ? 1 : (values[row] as number))),
    });
  }
  return (key) => (key === undefined ? nothing : (groups.get(key) ?? nothing));
}

/** The key of a row of blocks; undefined where a part of it is missing. */
export function keyReader(blocks: readonly Block[], kinds: readonly ColumnKind[]): (row: number) => string | undefined {
  return (row) => {
    let key = '';
    for (let i = 0; i < blocks.length; i++) {
      const block = blocks[i];
      if (block?.type === 'texts') {
        const text = block.entries[(block.codes[row] ?? -1) + 1];
        if (text === undefined) return undefined;
        key += `${text.length}:${text}`;
      } else {
        const value = block?.values[row] ?? Number.NaN;
        if (Number.isNaN(value)) return undefined;
        // -0 is 0: both print as "0".
        key += `${kinds[i]}${value};`;
      }
    }
    return key;
  };
}

/** The number of entries before this time. */
export function countBefore(times: Float64Array, limit: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function numbersOf(column: Column): Float64Array {
  if (column.kind === 'text')
    throw new RangeError(`column "${column.name}" of the history: expected numbers, came text`);
  return column.values;
}

function blockOf(column: Column): Block {
  if (column.kind !== 'text') return { type: 'numbers', values: column.values };
  return { type: 'texts', codes: column.codes, entries: [undefined, ...column.dictionary] };
}
