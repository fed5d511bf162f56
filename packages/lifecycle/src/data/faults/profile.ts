import type { Column, NumericColumn, TextColumn } from '@tend/table';
import { hasRepeatedNumber } from './repeated-number.ts';

/** A column with what every search for faults needs of it, counted once. */
export interface Profile {
  readonly column: Column;
  readonly rowCount: number;
  readonly known: number;
  readonly hasOneValue: boolean;
  /** A different value in every row that has one; asked of texts and integers only. */
  readonly isAllDistinct: boolean;
  /** The value that more than half of the known rows have, if there is one. */
  readonly leading: { readonly value: number | string; readonly count: number } | undefined;
  /** Rows by code of a text column; undefined for numbers. */
  readonly counts: Int32Array | undefined;
  /** Whether a sentence may show values of the column. */
  readonly mayQuote: boolean;
}

/** Counts the values of a column. */
export function profileOf(column: Column, rowCount: number, mayQuote: boolean): Profile {
  const counted = column.kind === 'text' ? profileOfText(column, rowCount) : profileOfNumbers(column, rowCount);
  return { ...counted, mayQuote };
}

type Counted = Omit<Profile, 'mayQuote'>;

function profileOfText(column: TextColumn, rowCount: number): Counted {
  const counts = new Int32Array(column.dictionary.length);
  let known = 0;
  for (const code of column.codes)
    if (code >= 0) {
      counts[code] = (counts[code] ?? 0) + 1;
      known++;
    }
  let [distinct, most] = [0, -1];
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    distinct++;
    if (count > (counts[most] ?? 0)) most = code;
  }
  const leading = { value: column.dictionary[most] ?? '', count: counts[most] ?? 0 };
  return {
    column,
    rowCount,
    known,
    hasOneValue: distinct === 1,
    isAllDistinct: distinct === known,
    leading: leading.count * 2 > known ? leading : undefined,
    counts,
  };
}

function profileOfNumbers(column: NumericColumn, rowCount: number): Counted {
  const { values, kind } = column;
  let known = 0;
  // Majority vote (Boyer and Moore 1981): the only value that can be in more than half of the rows.
  let [candidate, votes] = [Number.NaN, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    known++;
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === candidate) count++;
  const hasOneValue = known > 0 && count === known;
  return {
    column,
    rowCount,
    known,
    hasOneValue,
    isAllDistinct: kind === 'integer' && !hasRepeatedNumber(values),
    leading: count * 2 > known ? { value: candidate, count } : undefined,
    counts: undefined,
  };
}
