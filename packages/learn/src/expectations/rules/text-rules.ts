import { type Column, cellAt } from '@tend/table';
import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments } from '../expectation.ts';
import type { ExpectationResult } from '../expectation-result.ts';
import { isDate } from '../patterns/dateutil.ts';
import { jsonSchema } from '../patterns/json-schema.ts';
import { likePattern } from '../patterns/like-pattern.ts';
import { pythonRegex, type TextTest } from '../patterns/python-regex.ts';
import { strftimeFormat } from '../patterns/strftime-format.ts';
import { judgeNumbers, judgeTexts } from '../unexpected-rows.ts';
import { type Bounds, isWithin } from './bounds.ts';
import type { ColumnRules } from './column-rule.ts';

type TextNames =
  | 'expect_column_value_lengths_to_be_between'
  | 'expect_column_value_lengths_to_equal'
  | 'expect_column_values_to_match_regex'
  | 'expect_column_values_to_not_match_regex'
  | 'expect_column_values_to_match_regex_list'
  | 'expect_column_values_to_not_match_regex_list'
  | 'expect_column_values_to_match_like_pattern'
  | 'expect_column_values_to_not_match_like_pattern'
  | 'expect_column_values_to_match_like_pattern_list'
  | 'expect_column_values_to_not_match_like_pattern_list'
  | 'expect_column_values_to_match_strftime_format'
  | 'expect_column_values_to_be_dateutil_parseable'
  | 'expect_column_values_to_be_json_parseable'
  | 'expect_column_values_to_match_json_schema';

/** Checks of the spelling of values; numbers, dates and truth values are spelled as JSON and ISO 8601 do. */
export const textRules: ColumnRules<TextNames> = {
  expect_column_value_lengths_to_be_between: (facts, asked) =>
    judge(facts, asked.mostly, (text) => hasLengthWithin(text, asked)),
  expect_column_value_lengths_to_equal: (facts, { value, mostly }) =>
    judge(facts, mostly, (text) => hasLengthWithin(text, { min_value: value, max_value: value })),
  expect_column_values_to_match_regex: (facts, { regex, mostly }) => judge(facts, mostly, pythonRegex('regex', regex)),
  expect_column_values_to_not_match_regex: (facts, { regex, mostly }) =>
    judge(facts, mostly, no(pythonRegex('regex', regex))),
  expect_column_values_to_match_regex_list: (facts, { regex_list, match_on, mostly }) =>
    judge(facts, mostly, joined(regexes(regex_list), match_on)),
  expect_column_values_to_not_match_regex_list: (facts, { regex_list, mostly }) =>
    judge(facts, mostly, no(joined(regexes(regex_list), 'any'))),
  expect_column_values_to_match_like_pattern: (facts, { like_pattern, mostly, ...asked }) =>
    judge(facts, mostly, likePattern(like_pattern, asked.escape)),
  expect_column_values_to_not_match_like_pattern: (facts, { like_pattern, mostly, ...asked }) =>
    judge(facts, mostly, no(likePattern(like_pattern, asked.escape))),
  expect_column_values_to_match_like_pattern_list: (facts, { mostly, match_on, ...asked }) =>
    judge(facts, mostly, joined(likes(asked), match_on)),
  expect_column_values_to_not_match_like_pattern_list: (facts, { mostly, ...asked }) =>
    judge(facts, mostly, no(joined(likes(asked), 'any'))),
  expect_column_values_to_match_strftime_format: (facts, { strftime_format, mostly }) =>
    judge(facts, mostly, strftimeFormat(strftime_format)),
  expect_column_values_to_be_dateutil_parseable: (facts, { mostly }) => judge(facts, mostly, isDate),
  expect_column_values_to_be_json_parseable: (facts, { mostly }) =>
    judge(facts, mostly, (text) => parsed(text) !== undefined),
  expect_column_values_to_match_json_schema: (facts, { json_schema, mostly }) => {
    const isValid = jsonSchema(json_schema);
    return judge(facts, mostly, (text) => {
      const document = parsed(text);
      return document !== undefined && isValid(document.value);
    });
  },
};

function judge(facts: ColumnFacts, mostly: number | undefined, isExpected: TextTest): ExpectationResult {
  const { column } = facts;
  if (column.kind === 'text') return judgeTexts(facts, mostly, isExpected);
  const spell = spellingOf(column);
  return judgeNumbers(facts, mostly, (value) => isExpected(spell(value)));
}

function spellingOf(column: Exclude<Column, { kind: 'text' }>): (value: number) => string {
  if (column.kind === 'number' || column.kind === 'integer') return String;
  const cell = { ...column, values: new Float64Array(1) };
  return (value) => {
    cell.values[0] = value;
    return String(cellAt(cell, 0));
  };
}

/** Python counts code points: no more than UTF-16 units, and no fewer than half of them, which tells of most texts. */
function hasLengthWithin(text: string, bounds: Bounds): boolean {
  const most = text.length;
  const isWithinAnyway = isWithin(most, bounds) && isWithin(Math.ceil(most / 2), bounds);
  return isWithinAnyway || isWithin(lengthOf(text), bounds);
}

function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && i > 0) length--;
  return length;
}

function no(test: TextTest): TextTest {
  return (text) => !test(text);
}

function joined(tests: readonly TextTest[], matchOn: 'any' | 'all' = 'any'): TextTest {
  return matchOn === 'any' ? (text) => tests.some((test) => test(text)) : (text) => tests.every((test) => test(text));
}

function regexes(patterns: readonly string[]): readonly TextTest[] {
  return patterns.map((pattern) => pythonRegex('regex_list', pattern));
}

function likes(
  asked: Pick<Arguments['expect_column_values_to_match_like_pattern_list'], 'like_pattern_list' | 'escape'>,
): readonly TextTest[] {
  return asked.like_pattern_list.map((pattern) => likePattern(pattern, asked.escape));
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
