import { isMissing } from '@tend/table';
import type { ColumnFacts } from '../column-facts.ts';
import { cellOf } from '../column-facts.ts';
import type { Arguments, Scalar } from '../expectation.ts';
import { type ExpectationResult, type Observed, wholeResult } from '../expectation-result.ts';
import { requireNumbers, storedBound } from '../stored-value.ts';
import { firstRows } from '../unexpected-rows.ts';
import { type Bounds, isWithin } from './bounds.ts';
import type { ColumnRules } from './column-rule.ts';
import { quantilesOf } from './quantile-of.ts';

type AggregateNames =
  | 'expect_column_max_to_be_between'
  | 'expect_column_min_to_be_between'
  | 'expect_column_mean_to_be_between'
  | 'expect_column_median_to_be_between'
  | 'expect_column_stdev_to_be_between'
  | 'expect_column_sum_to_be_between'
  | 'expect_column_quantile_values_to_be_between'
  | 'expect_column_unique_value_count_to_be_between'
  | 'expect_column_proportion_of_unique_values_to_be_between'
  | 'expect_column_proportion_of_non_null_values_to_be_between'
  | 'expect_column_distinct_values_to_be_in_set'
  | 'expect_column_distinct_values_to_contain_set'
  | 'expect_column_distinct_values_to_equal_set'
  | 'expect_column_most_common_value_to_be_in_set';

/** Checks of one number, or of the set of values, over all known values of a column. */
export const aggregateRules: ColumnRules<AggregateNames> = {
  expect_column_max_to_be_between: (facts, asked) => extreme(facts, asked, 'high'),
  expect_column_min_to_be_between: (facts, asked) => extreme(facts, asked, 'low'),
  expect_column_mean_to_be_between: (facts, asked) => number(facts, asked, () => facts.sum() / facts.knownCount),
  expect_column_median_to_be_between: (facts, asked) => {
    const column = requireNumbers(facts.column);
    const [middle = Number.NaN] = quantilesOf(facts, [0.5], 'linear');
    const isTime = column.kind === 'date' || column.kind === 'instant';
    // Half a day lies between two dates: the earlier of them is shown, both are compared.
    const shown = isTime && Number.isFinite(middle) ? cellOf(column, Math.floor(middle)) : finite(middle);
    return whole(facts, isWithin(middle, storedBounds(facts, asked)), shown);
  },
  expect_column_stdev_to_be_between: (facts, asked) => number(facts, asked, () => facts.deviation()),
  expect_column_sum_to_be_between: (facts, asked) => number(facts, asked, () => facts.sum()),
  expect_column_quantile_values_to_be_between: quantiles,
  expect_column_unique_value_count_to_be_between: (facts, asked) => count(facts, asked, facts.distinctCount()),
  expect_column_proportion_of_unique_values_to_be_between: (facts, asked) =>
    count(facts, asked, facts.knownCount === 0 ? 0 : facts.distinctCount() / facts.knownCount),
  expect_column_proportion_of_non_null_values_to_be_between: (facts, asked) => {
    const { column, rowCount, knownCount } = facts;
    const result = count(facts, asked, rowCount === 0 ? 0 : knownCount / rowCount);
    const rows = firstRows(rowCount - knownCount, facts, (row) => isMissing(column, row));
    return { ...result, partialUnexpectedList: rows };
  },
  expect_column_distinct_values_to_be_in_set: (facts, { value_set }) => {
    const allowed = new Set<unknown>(value_set);
    return values(
      facts,
      ({ value }) => allowed.has(value),
      () => true,
    );
  },
  expect_column_distinct_values_to_contain_set: (facts, { value_set }) =>
    values(
      facts,
      () => true,
      (seen) => value_set.every((value) => seen.has(value)),
    ),
  expect_column_distinct_values_to_equal_set: (facts, { value_set }) => {
    const allowed = new Set<unknown>(value_set);
    return values(
      facts,
      ({ value }) => allowed.has(value),
      (seen) => seen.size === allowed.size,
    );
  },
  expect_column_most_common_value_to_be_in_set: (facts, { value_set, ties_okay: isTieFine = false }) => {
    const counted = valueCounts(facts);
    const most = counted.reduce((max, { count }) => Math.max(max, count), 0);
    const common = counted.filter(({ count }) => count === most).map(({ value }) => value);
    const allowed = new Set<unknown>(value_set);
    const inSet = common.filter((value) => allowed.has(value)).length;
    return whole(facts, isTieFine ? inSet > 0 : common.length === 1 && inSet === 1, shownValues(common));
  },
};

/** The values that a column holds, as checks write them, with their counts; in order of the values. */
export function valueCounts({ column, ...facts }: ColumnFacts): readonly { value: Scalar; count: number }[] {
  if (column.kind === 'text') {
    const counts = facts.codeCounts();
    const known = column.dictionary.map((value, code) => ({ value, count: counts[code] ?? 0 }));
    return known.filter(({ count }) => count > 0).sort((a, b) => (a.value < b.value ? -1 : 1));
  }
  const { values, counts } = facts.distinct();
  const order = Int32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const isPlain = column.kind === 'number' || column.kind === 'integer';
  return Array.from(order, (i) => {
    const value = values[i] as number;
    return { value: isPlain ? value : (cellOf(column, value) as Scalar), count: counts[i] as number };
  });
}

function whole(facts: ColumnFacts, isMet: boolean, observed: Observed): ExpectationResult {
  return wholeResult(isMet, observed, facts.rowCount, facts.rowCount - facts.knownCount);
}

function number(facts: ColumnFacts, bounds: Bounds, compute: () => number): ExpectationResult {
  requireNumbers(facts.column);
  const value = compute();
  return whole(facts, isWithin(value, bounds), finite(value));
}

function count(facts: ColumnFacts, bounds: Bounds, value: number): ExpectationResult {
  return whole(facts, isWithin(value, bounds), value);
}

function extreme(
  facts: ColumnFacts,
  bounds: Arguments['expect_column_max_to_be_between'],
  end: 'low' | 'high',
): ExpectationResult {
  const { column, knownCount } = facts;
  const stored = storedBounds(facts, bounds);
  if (knownCount === 0) return whole(facts, false, null);
  if (column.kind === 'text') {
    const counts = facts.codeCounts();
    const seen = column.dictionary.filter((_, code) => (counts[code] ?? 0) > 0);
    const value = seen.reduce((a, b) => (a < b === (end === 'low') ? a : b));
    return whole(facts, isWithin(value, stored), value);
  }
  const value = facts.extremes()[end];
  return whole(facts, isWithin(value, stored), cellOf(column, value));
}

function storedBounds({ column }: ColumnFacts, { min_value, max_value, ...rest }: Bounds): Bounds {
  return {
    ...rest,
    min_value: storedBound(column, 'min_value', min_value),
    max_value: storedBound(column, 'max_value', max_value),
  };
}

/** As Great Expectations: a quantile within a ten thousandth of a bound meets it. */
const quantileTolerance = 1e-4;

function quantiles(
  facts: ColumnFacts,
  { quantile_ranges: ranges, allow_relative_error }: Arguments['expect_column_quantile_values_to_be_between'],
): ExpectationResult {
  requireNumbers(facts.column);
  const rule = typeof allow_relative_error === 'string' ? allow_relative_error : 'nearest';
  const found = quantilesOf(facts, ranges.quantiles, rule);
  const isNear = (value: number, bound: number) =>
    Math.abs(value - bound) <= 1e-8 + quantileTolerance * Math.abs(bound);
  const isMet = found.every((value, i) => {
    const [low, high] = ranges.value_ranges[i] ?? [null, null];
    if (Number.isNaN(value)) return false;
    const isAbove = low === null || value >= low || isNear(value, low);
    return isAbove && (high === null || value <= high || isNear(value, high));
  });
  return whole(facts, isMet, { quantiles: ranges.quantiles, values: found.map(finite) });
}

/** More distinct values than this are counted, not listed. */
const mostShown = 100;

function values(
  facts: ColumnFacts,
  isAllowed: (entry: { readonly value: Scalar }) => boolean,
  isComplete: (seen: ReadonlySet<Scalar>) => boolean,
): ExpectationResult {
  const counted = valueCounts(facts);
  const isMet = counted.every(isAllowed) && isComplete(new Set(counted.map(({ value }) => value)));
  return whole(facts, isMet, shownValues(counted.map(({ value }) => value)));
}

function shownValues(list: readonly Scalar[]): Observed {
  return list.length <= mostShown ? list : { distinct: list.length, first: list.slice(0, mostShown) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
