import { cellAt, isMissing } from '@tend/table';
import type { ColumnFacts } from '../column-facts.ts';
import { countScoresBelow } from '../count-scores-below.ts';
import type { Arguments } from '../expectation.ts';
import { type ExpectationResult, rowResult, shownRows } from '../expectation-result.ts';
import { firstHolding } from '../first-holding.ts';
import { InvalidExpectation } from '../invalid-expectation.ts';
import { requireNumbers, storedBound, storedValue } from '../stored-value.ts';
import { allExpected, firstRows, judgeNumbers, judgeRange, judgeRows, judgeTexts } from '../unexpected-rows.ts';
import type { ColumnRules } from './column-rule.ts';
import { quantilesOf } from './quantile-of.ts';
import { isOfType } from './type-names.ts';

type ValueNames =
  | 'expect_column_values_to_not_be_null'
  | 'expect_column_values_to_be_null'
  | 'expect_column_values_to_be_of_type'
  | 'expect_column_values_to_be_in_type_list'
  | 'expect_column_values_to_be_unique'
  | 'expect_column_values_to_be_between'
  | 'expect_column_values_to_be_in_set'
  | 'expect_column_values_to_not_be_in_set'
  | 'expect_column_values_to_be_increasing'
  | 'expect_column_values_to_be_decreasing'
  | 'expect_column_value_z_scores_to_be_less_than'
  | 'expect_column_values_to_not_be_outliers';

/** Checks of single values by presence, type, size, set and order. Missing values are passed over, but by the first two. */
export const valueRules: ColumnRules<ValueNames> = {
  expect_column_values_to_not_be_null: (facts, { mostly }) => presence(facts, true, mostly),
  expect_column_values_to_be_null: (facts, { mostly }) => presence(facts, false, mostly),
  expect_column_values_to_be_of_type: (facts, { type_, mostly }) => ofType(facts, [type_], mostly),
  expect_column_values_to_be_in_type_list: (facts, { type_list, mostly }) => ofType(facts, type_list, mostly),
  expect_column_values_to_be_unique: (facts, { mostly }) => unique(facts, mostly),
  expect_column_values_to_be_between: between,
  expect_column_values_to_be_in_set: (facts, { value_set, mostly }) => inSet(facts, value_set, true, mostly),
  expect_column_values_to_not_be_in_set: (facts, { value_set, mostly }) => inSet(facts, value_set, false, mostly),
  expect_column_values_to_be_increasing: (facts, { strictly, mostly }) => ordered(facts, 1, strictly ?? false, mostly),
  expect_column_values_to_be_decreasing: (facts, { strictly, mostly }) => ordered(facts, -1, strictly ?? false, mostly),
  expect_column_value_z_scores_to_be_less_than: zScores,
  expect_column_values_to_not_be_outliers: notOutliers,
};

function presence(facts: ColumnFacts, isWanted: boolean, mostly: number | undefined): ExpectationResult {
  const { column, rowCount, knownCount } = facts;
  const unexpected = isWanted ? rowCount - knownCount : knownCount;
  const rows = firstRows(unexpected, facts, (row) => isMissing(column, row) === isWanted);
  return rowResult({ elements: rowCount, judged: rowCount, unexpected }, mostly, rows);
}

/** A column holds values of one type: all are of it, or none. */
function ofType(facts: ColumnFacts, types: readonly string[], mostly: number | undefined): ExpectationResult {
  const { column, rowCount, knownCount } = facts;
  const isMet = types.some((type) => isOfType(column, type));
  const unexpected = isMet ? 0 : knownCount;
  const result = rowResult({ elements: rowCount, judged: knownCount, unexpected }, mostly, []);
  return { ...result, isMet, observedValue: column.kind };
}

/** Every row whose value occurs more than once is unexpected, the first of them too. */
function unique(facts: ColumnFacts, mostly: number | undefined): ExpectationResult {
  const { column, rowCount, knownCount } = facts;
  if (facts.distinctCount() === knownCount) return allExpected(facts);
  const counted = { elements: rowCount, judged: knownCount };
  if (column.kind === 'text') {
    const counts = facts.codeCounts();
    const unexpected = counts.reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
    const isRepeated = (row: number) => (counts[column.codes[row] as number] ?? 0) > 1;
    return rowResult({ ...counted, unexpected }, mostly, firstRows(unexpected, facts, isRepeated));
  }
  const { repeated, rowCount: unexpected } = facts.repeats();
  const rows = firstHolding(column.values, repeated, Math.min(unexpected, shownRows));
  const shown = rows.map((row) => ({ row, value: cellAt(column, row) }));
  return rowResult({ ...counted, unexpected }, mostly, shown);
}

function between(facts: ColumnFacts, asked: Arguments['expect_column_values_to_be_between']): ExpectationResult {
  const { column } = facts;
  const low = storedBound(column, 'min_value', asked.min_value);
  const high = storedBound(column, 'max_value', asked.max_value);
  const { strict_min: isStrictMin = false, strict_max: isStrictMax = false, mostly } = asked;
  if (column.kind === 'text') {
    const isInside = (text: string) =>
      (low === undefined || (isStrictMin ? text > low : text >= low)) &&
      (high === undefined || (isStrictMax ? text < high : text <= high));
    return judgeTexts(facts, mostly, isInside);
  }
  const [least, most] = [Number(low ?? Number.NEGATIVE_INFINITY), Number(high ?? Number.POSITIVE_INFINITY)];
  return judgeRange(facts, mostly, { least, most, isStrictMin, isStrictMax });
}

function inSet(
  facts: ColumnFacts,
  values: readonly (number | string | boolean)[],
  isWanted: boolean,
  mostly: number | undefined,
): ExpectationResult {
  const { column } = facts;
  const stored = new Set<unknown>(values.map((value) => storedValue(column, value)));
  if (column.kind === 'text') return judgeTexts(facts, mostly, (text) => stored.has(text) === isWanted);
  const { low, high } = facts.extremes();
  // Far fewer distinct values than rows, in most columns that are held to a set: ask for each once.
  if (high - low > 1000 && facts.knownCount > 0)
    return judgeNumbers(facts, mostly, (value) => stored.has(value) === isWanted);
  const distinct = facts.distinct();
  let unexpected = 0;
  for (let i = 0; i < distinct.values.length; i++)
    if (stored.has(distinct.values[i]) !== isWanted) unexpected += distinct.counts[i] as number;
  const rows = firstRows(unexpected, facts, (row) => {
    const value = column.values[row] as number;
    return !Number.isNaN(value) && stored.has(value) !== isWanted;
  });
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

/** Each known value against the known value before it; the first has none to be compared with. */
function ordered(
  facts: ColumnFacts,
  direction: 1 | -1,
  isStrict: boolean,
  mostly: number | undefined,
): ExpectationResult {
  const { values } = requireNumbers(facts.column);
  const { isAscending, isDescending, hasTies } = facts.order();
  const isInOrder = direction === 1 ? isAscending : isDescending;
  if (isInOrder && !(isStrict && hasTies)) return allExpected(facts);
  let before = Number.NaN;
  return judgeRows(facts, mostly, (row) => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return false;
    const step = (value - before) * direction;
    before = value;
    return step < 0 || (isStrict && step === 0);
  });
}

function zScores(
  facts: ColumnFacts,
  { threshold, double_sided: isDoubleSided = true, mostly }: Arguments['expect_column_value_z_scores_to_be_less_than'],
): ExpectationResult {
  const { values } = requireNumbers(facts.column);
  const deviation = facts.deviation();
  // A constant column, or a single value, has no scores to judge.
  if (!(deviation > 0)) return allExpected(facts);
  const mean = facts.sum() / facts.knownCount;
  const isBelow = (value: number): boolean => {
    const score = (value - mean) / deviation;
    return (isDoubleSided ? Math.abs(score) : score) < threshold;
  };
  const { low, high } = facts.extremes();
  // No score between those of the extremes is larger than both.
  const unexpected =
    isBelow(low) && isBelow(high)
      ? 0
      : facts.knownCount - countScoresBelow(values, { mean, deviation, threshold, isDoubleSided });
  const rows = firstRows(unexpected, facts, (row) => {
    const value = values[row] as number;
    return !Number.isNaN(value) && !isBelow(value);
  });
  return rowResult({ elements: facts.rowCount, judged: facts.knownCount, unexpected }, mostly, rows);
}

function notOutliers(
  facts: ColumnFacts,
  { method = 'iqr', multiplier = 1.5, mostly }: Arguments['expect_column_values_to_not_be_outliers'],
): ExpectationResult {
  const column = requireNumbers(facts.column);
  if (column.kind === 'boolean')
    throw new InvalidExpectation('column', 'a column of numbers', `"${column.name}", a column of truth values`);
  if (method === 'iqr') {
    if (facts.knownCount === 0) return allExpected(facts);
    const [first = Number.NaN, third = Number.NaN] = quantilesOf(facts, [0.25, 0.75], 'linear');
    const reach = multiplier * (third - first);
    return judgeRange(facts, mostly, { least: first - reach, most: third + reach });
  }
  const reach = multiplier * facts.deviation();
  if (!(reach >= 0)) return allExpected(facts);
  const mean = facts.sum() / facts.knownCount;
  const isNear = (value: number) => Math.abs(value - mean) < reach || (reach === 0 && value === mean);
  return judgeNumbers(facts, mostly, isNear);
}
