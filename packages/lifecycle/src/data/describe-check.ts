import type { ExpectationResult, UnexpectedRow } from '@tend/learn';
import type { DataCheck } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';

/** The columns that a check names, in the order of its arguments. */
export function columnsOfCheck(check: DataCheck): readonly string[] {
  if ('column' in check) return [check.column];
  if ('column_A' in check) return [check.column_A, check.column_B];
  return 'column_list' in check ? check.column_list : [];
}

/** What a check asks, for people; other arguments give another text. */
export function askedBy(check: DataCheck): string {
  const tolerated = 'mostly' in check && check.mostly !== undefined ? ` for at least ${percent(check.mostly)}` : '';
  const rows = check.where === undefined ? '' : ` where ${check.where}`;
  return `${termsOf(check)}${tolerated}${rows}`;
}

function termsOf(check: DataCheck): string {
  switch (check.expect) {
    case 'expect_column_to_exist':
      return `a column "${check.column}"`;
    case 'expect_column_values_to_be_of_type':
      return check.type_;
    case 'expect_column_values_to_not_be_null':
      return 'no value missing';
    case 'expect_column_values_to_be_unique':
      return 'no value twice';
    case 'expect_column_values_to_be_in_set':
      return setText(check.value_set);
    case 'expect_row_to_satisfy':
      return check.expression;
    case 'expect_column_proportion_of_non_null_values_to_be_between':
      if (check.max_value === undefined && check.min_value !== undefined && check.strict_min !== true)
        return `at most ${percent(1 - check.min_value)} missing`;
      return boundsText(check);
    default:
      return 'min_value' in check || 'max_value' in check ? boundsText(check) : argumentsText(check);
  }
}

/** Of these checks the observed value says nothing of single values. */
const countingChecks: ReadonlySet<DataCheck['expect']> = new Set<DataCheck['expect']>([
  'expect_column_unique_value_count_to_be_between',
  'expect_column_proportion_of_unique_values_to_be_between',
  'expect_column_values_to_be_of_type',
  'expect_column_values_to_be_in_type_list',
]);

/** What a check saw, for people; of the column that names a person counts alone, for records are never edited. */
export function observedBy(check: DataCheck, result: ExpectationResult, keyColumn?: string): string {
  if (result.problem !== undefined) return `not asked: ${result.problem.argument} expects ${result.problem.expected}`;
  if (check.expect === 'expect_column_to_exist')
    return result.observedValue === true ? 'it is there' : 'it is not there';
  if (check.expect === 'expect_column_proportion_of_non_null_values_to_be_between')
    return `${result.missingCount} of ${result.elementCount} missing`;
  const isOfKey = keyColumn !== undefined && columnsOfCheck(check).includes(keyColumn);
  if (result.observedValue !== null)
    return isOfKey && !countingChecks.has(check.expect)
      ? `not shown: "${keyColumn}" names persons`
      : show(result.observedValue);
  const judged = result.elementCount - result.missingCount;
  if (judged === 0 && result.unexpectedPercent === null) return `no row of ${result.elementCount} to judge`;
  const fault = faults[check.expect] ?? 'unexpected';
  const examples =
    fault === 'missing'
      ? []
      : [...new Set(result.partialUnexpectedList.flatMap((row) => exampleOf(row, isOfKey, keyColumn)))];
  const such = examples.length === 0 ? '' : `, such as ${examples.slice(0, 3).join(', ')}`;
  return `${result.unexpectedCount} of ${judged} ${fault}${such}`;
}

/** The value of a row that fails, without that of the key column; none where that is all there is. */
function exampleOf({ value }: UnexpectedRow, isOfKey: boolean, keyColumn: string | undefined): readonly string[] {
  if (value === null || typeof value !== 'object') return isOfKey ? [] : [show(value)];
  const shown = Object.entries(value).filter(([name]) => name !== keyColumn);
  return shown.length === 0 ? [] : [show(Object.fromEntries(shown))];
}

const faults: Partial<Record<DataCheck['expect'], string>> = {
  expect_column_values_to_not_be_null: 'missing',
  expect_column_values_to_not_be_null_when: 'missing',
  expect_column_values_to_be_unique: 'repeated',
  expect_compound_columns_to_be_unique: 'repeated',
  expect_column_values_to_be_between: 'outside',
  expect_column_values_to_be_in_set: 'other values',
};

function boundsText(check: DataCheck): string {
  const {
    min_value: min,
    max_value: max,
    strict_min,
    strict_max,
  } = check as {
    readonly [K in 'min_value' | 'max_value' | 'strict_min' | 'strict_max']?: number | string | boolean | undefined;
  };
  if (strict_min === true || strict_max === true)
    return [
      min !== undefined && `${strict_min ? 'above' : 'at least'} ${min}`,
      max !== undefined && `${strict_max ? 'below' : 'at most'} ${max}`,
    ]
      .filter((part) => part !== false)
      .join(', ');
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}

const unsaid: ReadonlySet<string> = new Set(['expect', 'column', 'severity', 'owner', 'where', 'mostly']);

function argumentsText(check: DataCheck): string {
  const said = Object.entries(check).filter(([name, value]) => !unsaid.has(name) && value !== undefined);
  if (said.length === 0) return check.expect.replace(/^expect_/, '').replaceAll('_', ' ');
  return said
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function setText(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
  return `one of ${shown.join(', ')}${values.length > 8 ? ` and ${values.length - 8} more` : ''}`;
}

function show(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}
