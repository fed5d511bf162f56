import { kolmogorovSmirnov, log, quantile } from '@tend/kernels';
import { cellAt, formatInstant } from '@tend/table';
import { likelyFactor } from '../../drift/likely-factor.ts';
import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments, Scalar } from '../expectation.ts';
import { type ExpectationResult, wholeResult } from '../expectation-result.ts';
import { InvalidExpectation } from '../invalid-expectation.ts';
import { requireNumbers, requireText } from '../stored-value.ts';
import { judgeNumbers, judgeTexts } from '../unexpected-rows.ts';
import { valueCounts } from './aggregate-rules.ts';

type ReferenceNames =
  | 'expect_column_missing_share_change_to_be_less_than'
  | 'expect_column_psi_to_be_less_than'
  | 'expect_column_ks_statistic_to_be_less_than'
  | 'expect_column_total_variation_to_be_less_than'
  | 'expect_column_values_to_be_known_before'
  | 'expect_column_unit_to_be_unchanged';
type ReferenceRules = {
  readonly [K in ReferenceNames]: (now: ColumnFacts, before: ColumnFacts, asked: Arguments[K]) => ExpectationResult;
};

/** Checks of a column against the same column of the accepted snapshot. */
export const referenceRules: ReferenceRules = {
  expect_column_missing_share_change_to_be_less_than(now, before, { threshold }) {
    const change = missingShare(now) - missingShare(before);
    return whole(now, Math.abs(change) < threshold, change);
  },
  expect_column_psi_to_be_less_than(now, before, { threshold }) {
    let index = 0;
    for (const { p, q } of cells(now, before)) index += (q - p) * log(q / p);
    return whole(now, index < threshold, index);
  },
  expect_column_ks_statistic_to_be_less_than(now, before, { threshold }) {
    requireNumbers(now.column);
    const { statistic } = kolmogorovSmirnov(before.sorted(), now.sorted());
    return whole(now, statistic < threshold, statistic);
  },
  expect_column_total_variation_to_be_less_than(now, before, { threshold }) {
    let distance = 0;
    for (const { before: p, now: q } of sharesOf(now, before)) distance += Math.abs(q - p) / 2;
    return whole(now, distance < threshold, distance);
  },
  expect_column_values_to_be_known_before(now, before, { mostly }) {
    const known = valueSet(before);
    return now.column.kind === 'text'
      ? judgeTexts(now, mostly, (text) => known.has(text))
      : judgeNumbers(now, mostly, (value) => known.has(value));
  },
  expect_column_unit_to_be_unchanged(now, before) {
    const { name } = requireNumbers(now.column);
    const found = likelyFactor(percentiles(before), percentiles(now), { unit: name });
    if (found === undefined) return wholeResult(true, 1, now.rowCount, now.rowCount - now.knownCount);
    return whole(now, found.conversion === undefined, found.factor);
  },
};

/** The values of a column as stored. */
export function valueSet(facts: ColumnFacts): ReadonlySet<number | string> {
  const { column } = facts;
  if (column.kind !== 'text') return new Set(facts.distinct().values);
  const counts = facts.codeCounts();
  return new Set(column.dictionary.filter((_, code) => (counts[code] ?? 0) > 0));
}

/** Whether the newest time of a column is recent enough, by a clock that is passed in (epoch milliseconds). */
export function freshness(
  facts: ColumnFacts,
  { max_age_hours }: Arguments['expect_column_newest_value_to_be_within'],
  now: number,
): ExpectationResult {
  const { column } = facts;
  if (column.kind !== 'date' && column.kind !== 'instant')
    throw new InvalidExpectation('column', 'a column of dates or instants', `"${column.name}" of type ${column.kind}`);
  if (facts.knownCount === 0) return wholeResult(false, null, facts.rowCount, facts.rowCount);
  const newest = facts.extremes().high;
  // A date lasts until its last millisecond.
  const until = column.kind === 'date' ? (newest + 1) * 86_400_000 - 1 : newest;
  const isMet = now - until <= max_age_hours * 3_600_000;
  const newestCell = cellAt({ ...column, values: Float64Array.of(newest) }, 0);
  const observed = { newest: newestCell, clock: formatInstant(now) };
  return wholeResult(isMet, observed, facts.rowCount, facts.rowCount - facts.knownCount);
}

/** Texts that differ from a more frequent one only by case, blanks or punctuation are unexpected. */
export function oneSpelling(
  facts: ColumnFacts,
  { mostly }: Arguments['expect_column_values_to_have_one_spelling'],
): ExpectationResult {
  const { dictionary } = requireText(facts.column);
  const counts = facts.codeCounts();
  const plain = (text: string) => text.toLowerCase().replace(/[\s\p{P}]+/gu, '') || text;
  const right = new Map<string, number>();
  for (const [code, text] of dictionary.entries()) {
    const count = counts[code] ?? 0;
    const best = right.get(plain(text));
    if (count > 0 && (best === undefined || count > (counts[best] ?? 0))) right.set(plain(text), code);
  }
  return judgeTexts(facts, mostly, (text) => dictionary[right.get(plain(text)) ?? -1] === text);
}

function whole(facts: ColumnFacts, isMet: boolean, observed: number): ExpectationResult {
  return wholeResult(
    isMet,
    Number.isFinite(observed) ? observed : null,
    facts.rowCount,
    facts.rowCount - facts.knownCount,
  );
}

function missingShare({ rowCount, knownCount }: ColumnFacts): number {
  return rowCount === 0 ? 0 : (rowCount - knownCount) / rowCount;
}

interface Shares {
  readonly before: number;
  readonly now: number;
}

/** Shares of the known values by value of texts and truth values, by tenths of the reference of numbers and times. */
function sharesOf(now: ColumnFacts, before: ColumnFacts): readonly Shares[] {
  if (now.column.kind === 'text' || now.column.kind === 'boolean') {
    const counts = new Map<Scalar, { before: number; now: number }>();
    for (const { value, count } of valueCounts(before)) counts.set(value, { before: count, now: 0 });
    for (const { value, count } of valueCounts(now)) {
      const entry = counts.get(value) ?? { before: 0, now: 0 };
      counts.set(value, { ...entry, now: count });
    }
    return [...counts.values()].map((entry) => ({
      before: entry.before / Math.max(1, before.knownCount),
      now: entry.now / Math.max(1, now.knownCount),
    }));
  }
  const sorted = before.sorted();
  const cuts = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => quantile(sorted, tenth / 10)))];
  const [first, second] = [countsBelow(sorted, cuts), countsBelow(now.sorted(), cuts)];
  return first.map((count, i) => ({
    before: count / Math.max(1, before.knownCount),
    now: (second[i] ?? 0) / Math.max(1, now.knownCount),
  }));
}

function countsBelow(sorted: Float64Array, cuts: readonly number[]): readonly number[] {
  const counts = new Array<number>(cuts.length + 1).fill(0);
  let cell = 0;
  for (const value of sorted) {
    while (cell < cuts.length && value > (cuts[cell] ?? Number.POSITIVE_INFINITY)) cell++;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** An empty cell counts as half a row: the index would be infinite otherwise. */
function cells(now: ColumnFacts, before: ColumnFacts): readonly { readonly p: number; readonly q: number }[] {
  const [least, leastNow] = [0.5 / Math.max(1, before.knownCount), 0.5 / Math.max(1, now.knownCount)];
  return sharesOf(now, before).map((share) => ({
    p: Math.max(share.before, least),
    q: Math.max(share.now, leastNow),
  }));
}

function percentiles(facts: ColumnFacts): readonly number[] {
  const sorted = facts.sorted();
  return sorted.length === 0 ? [] : Array.from({ length: 101 }, (_, i) => quantile(sorted, i / 100));
}
