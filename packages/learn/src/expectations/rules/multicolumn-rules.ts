import { type Column, isMissing } from '@tend/table';
import { type ColumnFacts, columnFacts } from '../column-facts.ts';
import type { Arguments } from '../expectation.ts';
import { type ExpectationResult, rowResult, shownRows, type UnexpectedRow } from '../expectation-result.ts';
import { firstHolding } from '../first-holding.ts';
import { rowKeys } from '../row-keys.ts';
import { requireNumbers } from '../stored-value.ts';
import { cellsAt } from './pair-rules.ts';

type ListNames =
  | 'expect_compound_columns_to_be_unique'
  | 'expect_multicolumn_sum_to_equal'
  | 'expect_multicolumn_values_to_be_equal'
  | 'expect_multicolumn_values_to_be_unique'
  | 'expect_select_column_values_to_be_unique_within_record'
  | 'expect_columns_to_be_missing_together';
type ListRules = {
  readonly [K in ListNames]: (columns: readonly ColumnFacts[], asked: Arguments[K]) => ExpectationResult;
};

/** Checks of several values of one row, or of a key of several columns. Missing values equal each other. */
export const multicolumnRules: ListRules = {
  expect_compound_columns_to_be_unique(facts, asked) {
    // A key that holds a key is one: no need to look at the other columns.
    if (facts.some(isCheapKey))
      return areAllJudged(facts, asked) ? allUnique(facts) : judgeLists(facts, asked, () => true);
    return uniqueKeys(facts, asked);
  },
  expect_multicolumn_sum_to_equal(facts, asked) {
    const numbers = facts.map(({ column }) => requireNumbers(column).values);
    return judgeLists(facts, asked, (row) => {
      let sum = 0;
      for (const values of numbers) sum += values[row] as number;
      return sum === asked.sum_total;
    });
  },
  expect_multicolumn_values_to_be_equal(facts, asked) {
    const [first, ...others] = facts.map(({ column }) => valueReader(column));
    return judgeLists(facts, asked, (row) => {
      const value = first?.(row);
      return others.every((other) => other(row) === value);
    });
  },
  expect_multicolumn_values_to_be_unique: uniqueWithinRow,
  expect_select_column_values_to_be_unique_within_record: uniqueWithinRow,
  expect_columns_to_be_missing_together: (facts, { mostly }) =>
    judgeLists(facts, { mostly, ignore_row_if: 'never' }, (row) => {
      const missing = facts.reduce((count, { column }) => count + Number(isMissing(column, row)), 0);
      return missing === 0 || missing === facts.length;
    }),
};

/** Every row whose key occurs more than once is unexpected, the first of them too. */
function uniqueKeys(
  facts: readonly ColumnFacts[],
  { ignore_row_if, mostly }: Arguments['expect_compound_columns_to_be_unique'],
): ExpectationResult {
  const [first] = facts;
  const keys = new Float64Array(rowKeys(facts).keys);
  if (first === undefined) throw new RangeError('a key has at least one column');
  if (!(facts.every(isComplete) || ignore_row_if === 'never')) {
    const isJudged = judgedRows(facts, ignore_row_if);
    for (let row = 0; row < keys.length; row++) if (!isJudged(row)) keys[row] = Number.NaN;
  }
  const { knownCount, repeats } = columnFacts({ kind: 'number', name: 'key', values: keys }, first.scanner);
  const { repeated, rowCount: unexpected } = repeats();
  const rows = firstHolding(keys, repeated, Math.min(unexpected, shownRows));
  const shown = rows.map((row) => ({ row, value: cellsAt(facts, row) }));
  return rowResult({ elements: keys.length, judged: knownCount, unexpected }, mostly, shown);
}

/** Whether a column is a key of its own, where that is quick to tell: whole numbers without gaps to speak of. */
function isCheapKey(facts: ColumnFacts): boolean {
  if (facts.column.kind !== 'integer' || !isComplete(facts)) return false;
  const { low, high } = facts.extremes();
  return high - low < 4 * facts.rowCount && facts.distinctCount() === facts.rowCount;
}

/** Whether no row is passed over, where one column has no missing values. */
function areAllJudged(facts: readonly ColumnFacts[], { ignore_row_if }: { readonly ignore_row_if?: Ignored }): boolean {
  return ignore_row_if !== 'any_value_is_missing' || facts.every(isComplete);
}

function allUnique(facts: readonly ColumnFacts[]): ExpectationResult {
  const elements = facts[0]?.rowCount ?? 0;
  return rowResult({ elements, judged: elements, unexpected: 0 }, 1, []);
}

function isComplete({ knownCount, rowCount }: ColumnFacts): boolean {
  return knownCount === rowCount;
}

function uniqueWithinRow(
  facts: readonly ColumnFacts[],
  asked: Omit<Arguments['expect_multicolumn_values_to_be_equal'], 'column_list'>,
): ExpectationResult {
  const values = facts.map(({ column }) => valueReader(column));
  const isDistinct = (row: number): boolean => {
    for (let i = 1; i < values.length; i++)
      for (let j = 0; j < i; j++) if (values[i]?.(row) === values[j]?.(row)) return false;
    return true;
  };
  return judgeLists(facts, asked, isDistinct);
}

function valueReader(column: Column): (row: number) => number | string | null {
  if (column.kind === 'text') return (row) => column.dictionary[column.codes[row] as number] ?? null;
  const { values } = column;
  return (row) => {
    const value = values[row] as number;
    return !Number.isNaN(value) ? value : null;
  };
}

type Ignored = Arguments['expect_multicolumn_values_to_be_equal']['ignore_row_if'];

function judgedRows(
  facts: readonly ColumnFacts[],
  ignored: Ignored = 'all_values_are_missing',
): (row: number) => boolean {
  if (ignored === 'never' || facts.every(isComplete)) return () => true;
  const isAny = ignored === 'any_value_is_missing';
  return (row) =>
    isAny ? !facts.some(({ column }) => isMissing(column, row)) : facts.some(({ column }) => !isMissing(column, row));
}

function judgeLists(
  facts: readonly ColumnFacts[],
  { ignore_row_if, mostly }: Omit<Arguments['expect_multicolumn_values_to_be_equal'], 'column_list'>,
  isExpected: (row: number) => boolean,
): ExpectationResult {
  const isJudged = judgedRows(facts, ignore_row_if);
  const rows: UnexpectedRow[] = [];
  const elements = facts[0]?.rowCount ?? 0;
  let [judged, unexpected] = [0, 0];
  for (let row = 0; row < elements; row++) {
    if (!isJudged(row)) continue;
    judged++;
    if (isExpected(row)) continue;
    if (unexpected++ < shownRows) rows.push({ row, value: cellsAt(facts, row) });
  }
  return rowResult({ elements, judged, unexpected }, mostly, rows);
}
