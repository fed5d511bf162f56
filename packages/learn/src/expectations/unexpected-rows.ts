import type { NumberRange } from '@tend/kernels';
import { cellAt } from '@tend/table';
import type { ColumnFacts } from './column-facts.ts';
import { type ExpectationResult, rowResult, shownRows, type UnexpectedRow } from './expectation-result.ts';

/** Judges every known value of a text column, once for each distinct text. */
export function judgeTexts(
  facts: ColumnFacts,
  mostly: number | undefined,
  isExpected: (text: string) => boolean,
): ExpectationResult {
  const { column } = facts;
  if (column.kind !== 'text') throw new RangeError(`column "${column.name}" holds no text`);
  const counts = facts.codeCounts();
  const isWrong = new Uint8Array(counts.length);
  let unexpected = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0 || isExpected(column.dictionary[code] as string)) continue;
    isWrong[code] = 1;
    unexpected += count;
  }
  const rows = firstRows(unexpected, facts, (row) => isWrong[column.codes[row] as number] === 1);
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

/** Judges every known number of a column, row by row. */
export function judgeNumbers(
  facts: ColumnFacts,
  mostly: number | undefined,
  isExpected: (value: number) => boolean,
): ExpectationResult {
  const { column } = facts;
  if (column.kind === 'text') throw new RangeError(`column "${column.name}" holds no numbers`);
  const { values } = column;
  const rows: UnexpectedRow[] = [];
  let unexpected = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value) || isExpected(value)) continue;
    if (unexpected++ < shownRows) rows.push({ row, value: cellAt(column, row) });
  }
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

/** Judges every known number of a column by a range. */
export function judgeRange(facts: ColumnFacts, mostly: number | undefined, range: NumberRange): ExpectationResult {
  const { column } = facts;
  if (column.kind === 'text') throw new RangeError(`column "${column.name}" holds no numbers`);
  const { values } = column;
  const { least, most, isStrictMin = false, isStrictMax = false } = range;
  const unexpected = facts.countOutside(range);
  const rows = firstRows(unexpected, facts, (row) => {
    const value = values[row] as number;
    return (isStrictMin ? value <= least : value < least) || (isStrictMax ? value >= most : value > most);
  });
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

/** Judges rows by their numbers; `isUnexpected` is false for rows without a value. */
export function judgeRows(
  facts: ColumnFacts,
  mostly: number | undefined,
  isUnexpected: (row: number) => boolean,
): ExpectationResult {
  const rows: UnexpectedRow[] = [];
  let unexpected = 0;
  for (let row = 0; row < facts.rowCount; row++) {
    if (!isUnexpected(row)) continue;
    if (unexpected++ < shownRows) rows.push({ row, value: cellAt(facts.column, row) });
  }
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

/** The answer where all known values are as expected. */
export function allExpected(facts: ColumnFacts): ExpectationResult {
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected: 0 }, 1, []);
}

/** The first rows that are unexpected, where `count` rows are known to be. */
export function firstRows(
  count: number,
  facts: ColumnFacts,
  isUnexpected: (row: number) => boolean,
): readonly UnexpectedRow[] {
  const rows: UnexpectedRow[] = [];
  const wanted = Math.min(count, shownRows);
  for (let row = 0; row < facts.rowCount && rows.length < wanted; row++)
    if (isUnexpected(row)) rows.push({ row, value: cellAt(facts.column, row) });
  return rows;
}
