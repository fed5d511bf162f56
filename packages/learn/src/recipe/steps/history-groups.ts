import { type Column, columnOf, type Table } from '@tend/table';
import type { Block } from '../runner.ts';
import type { WorkingColumn } from '../working-column.ts';

/** In place of a number: a value is missing, so that there is no group. */
export const noGroup = -1;
/** In place of a number: the history has no row like it. */
const newGroup = -2;

/** The groups that the rows of a history fall into by what some of its columns hold. */
export interface HistoryGroups {
  /** The group of each row, from 0, or `noGroup`. */
  readonly numbers: Int32Array;
  readonly count: number;
  /** The group of a row of blocks, in the order of the columns; `noGroup`, or another negative number where the history has none. */
  readerOf(blocks: readonly Block[]): (row: number) => number;
}

/** Numbers the groups; one of all rows where no column is named. */
export function historyGroups(history: Table, by: readonly WorkingColumn[]): HistoryGroups {
  const [first, ...others] = by.map(({ name }) => columnValues(columnOf(history, name)));
  const numbers = first?.ofRow ?? new Int32Array(history.rowCount);
  let count = first?.count ?? 1;
  // By column: the group of each value that comes with each group by the columns before.
  const tables = others.map((column) => {
    const table = Array.from({ length: count }, () => new Map<number, number>());
    count = divide(numbers, column.ofRow, table);
    return table;
  });
  return {
    numbers,
    count,
    readerOf(blocks) {
      const readFirst = first?.readerOf(blocks[0]) ?? (() => 0);
      const readers = others.map(({ readerOf }, place) => readerOf(blocks[place + 1]));
      return (row) => {
        let group = readFirst(row);
        for (let i = 0; i < readers.length && group !== noGroup; i++) {
          const value = readers[i]?.(row) ?? noGroup;
          group = value === noGroup ? noGroup : (tables[i]?.[group]?.get(value) ?? newGroup);
        }
        return group;
      };
    },
  };
}

/** Divides groups by one more column, and gives how many there are then. */
function divide(groups: Int32Array, values: Int32Array, table: readonly Map<number, number>[]): number {
  let count = 0;
  for (let row = 0; row < groups.length; row++) {
    const value = values[row] as number;
    const part = value < 0 ? undefined : table[groups[row] as number];
    let group = part === undefined ? noGroup : part.get(value);
    if (group === undefined) {
      group = count++;
      part?.set(value, group);
    }
    groups[row] = group;
  }
  return count;
}

/** The different values of a column by number, from 0, or `noGroup`. */
interface ColumnValues {
  readonly ofRow: Int32Array;
  readonly count: number;
  /** The number of the value in a row of a block, `noGroup` or `newGroup`. */
  readerOf(block: Block | undefined): (row: number) => number;
}

function columnValues(column: Column): ColumnValues {
  return column.kind === 'text' ? textValues(column.codes, column.dictionary) : numberValues(column.values);
}

function textValues(codes: Int32Array, dictionary: readonly string[]): ColumnValues {
  const numberOf = new Map<string, number>();
  const numbers = dictionary.map((text) => {
    const known = numberOf.get(text) ?? numberOf.size;
    numberOf.set(text, known);
    return known;
  });
  return {
    ofRow: codes.map((code) => numbers[code] ?? noGroup),
    count: numberOf.size,
    readerOf(block) {
      if (block?.type !== 'texts') return () => noGroup;
      // What each entry of the block was when it was looked up last.
      const texts: string[] = [];
      const found: number[] = [];
      return (row) => {
        const entry = (block.codes[row] as number) + 1;
        const text = block.entries[entry];
        if (text === undefined) return noGroup;
        if (texts[entry] !== text) {
          texts[entry] = text;
          found[entry] = numberOf.get(text) ?? newGroup;
        }
        return found[entry] as number;
      };
    },
  };
}

/** A Map holds 0 and -0 for one number. */
function numberValues(values: Float64Array): ColumnValues {
  const numberOf = new Map<number, number>();
  const ofRow = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    let number = Number.isNaN(value) ? noGroup : numberOf.get(value);
    if (number === undefined) {
      number = numberOf.size;
      numberOf.set(value, number);
    }
    ofRow[row] = number;
  }
  return {
    ofRow,
    count: numberOf.size,
    readerOf: (block) => (row) => {
      const value = block?.type === 'numbers' ? (block.values[row] as number) : Number.NaN;
      return Number.isNaN(value) ? noGroup : (numberOf.get(value) ?? newGroup);
    },
  };
}
