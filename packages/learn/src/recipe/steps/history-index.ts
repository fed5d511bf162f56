import { argsort } from '@tend/kernels';
import { type Column, columnOf, type Table } from '@tend/table';
import type { Block } from '../runner.ts';
import type { WorkingColumn } from '../working-column.ts';
import { historyGroups } from './history-groups.ts';
import { millisecondsOf } from './time-units.ts';

/** The rows of a history by group, those of a group in the order of time; rows at the same time stay in the order of the history. */
export interface HistoryIndex {
  /** The entries of group g are those from starts[g] to starts[g + 1]. */
  readonly starts: Int32Array;
  /** Milliseconds. */
  readonly times: Float64Array;
  /** NaN for missing; 1 each where no column is looked at. */
  readonly values: Float64Array;
  /** The group of a row of blocks; `noGroup`, or another negative number where the history has none like it. */
  readerOf(blocks: readonly Block[]): (row: number) => number;
}

/** What an index goes by. */
export interface HistoryColumns {
  /** The column whose earlier values are wanted; undefined: only that there was a row. */
  readonly of?: WorkingColumn | undefined;
  readonly time: WorkingColumn;
  readonly by: readonly WorkingColumn[];
}

/**
 * Groups the rows of a history and sorts each group by time, once; rows without a time or a key are left out. RangeError where there
 * is no history, or one without a column.
 */
export function historyIndex(history: Table | undefined, { of, time, by }: HistoryColumns): HistoryIndex {
  if (history === undefined)
    throw new RangeError(`the recipe looks back over "${time.name}": it needs the earlier rows (history)`);
  const at = numbersOf(columnOf(history, time.name));
  const looked = of === undefined ? undefined : numbersOf(columnOf(history, of.name));
  const { numbers, count, readerOf } = historyGroups(history, by);
  const rows = rowsInOrder(at, numbers);
  const starts = new Int32Array(count + 2);
  // Counted two places further on, so that placing the rows moves each start to where it belongs.
  for (let i = 0; i < rows.length; i++) {
    const place = (numbers[rows[i] as number] as number) + 2;
    starts[place] = (starts[place] as number) + 1;
  }
  for (let group = 0; group < count; group++)
    starts[group + 2] = (starts[group + 2] as number) + (starts[group + 1] as number);
  const unit = millisecondsOf(time.kind);
  const times = new Float64Array(rows.length);
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const next = (numbers[row] as number) + 1;
    const place = starts[next] as number;
    starts[next] = place + 1;
    times[place] = (at[row] as number) * unit;
    values[place] = looked === undefined ? 1 : (looked[row] as number);
  }
  return { starts, times, values, readerOf };
}

/**
 * The first entry from `begin` on, before `end`, that is not before this time. The search begins at `near`, between the two, and
 * widens from there: rows mostly come in the order of time.
 */
export function firstFrom(times: Float64Array, limit: number, begin: number, end: number, near: number): number {
  let [low, high] = [begin, end];
  if (near > begin && (times[near - 1] as number) >= limit) {
    high = near - 1;
    for (let step = 1; high - step >= begin; step *= 2) {
      if ((times[high - step] as number) < limit) {
        low = high - step + 1;
        break;
      }
      high -= step;
    }
  } else {
    low = near;
    for (let step = 1; low + step <= end; step *= 2) {
      if ((times[low + step - 1] as number) >= limit) {
        high = low + step - 1;
        break;
      }
      low += step;
    }
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows with a time and a group, by time, and those of the same time in their order. */
function rowsInOrder(times: Float64Array, groups: Int32Array): Int32Array {
  const known = new Int32Array(times.length);
  let count = 0;
  for (let row = 0; row < times.length; row++)
    if ((groups[row] as number) >= 0 && !Number.isNaN(times[row] as number)) known[count++] = row;
  const rows = known.subarray(0, count);
  return argsort(rows.length === times.length ? times : gathered(times, rows)).map((place) => rows[place] as number);
}

function gathered(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i] as number] as number;
  return taken;
}

function numbersOf(column: Column): Float64Array {
  if (column.kind === 'text')
    throw new RangeError(`column "${column.name}" of the history: expected numbers, came text`);
  return column.values;
}
