import type { ColumnScanner } from '@tend/kernels';
import type { Schema, StoredTable, Table } from '@tend/table';
import type { CheckContext } from './check-table.ts';
import { type ColumnFacts, columnFacts } from './column-facts.ts';
import type { Expectation } from './expectation.ts';
import { type ExpectationResult, wholeResult } from './expectation-result.ts';
import { InvalidExpectation } from './invalid-expectation.ts';
import { aggregateRules } from './rules/aggregate-rules.ts';
import { isWithin } from './rules/bounds.ts';
import { distributionRules } from './rules/distribution-rules.ts';
import { conditionOf, presentWhen, rowsSatisfying } from './rules/expression-rules.ts';
import { multicolumnRules } from './rules/multicolumn-rules.ts';
import { cramersPhi, pairRules } from './rules/pair-rules.ts';
import { freshness, oneSpelling, referenceRules, valueSet } from './rules/reference-rules.ts';
import { tableRules } from './rules/table-rules.ts';
import { textRules } from './rules/text-rules.ts';
import { valueRules } from './rules/value-rules.ts';
import { judgeNumbers, judgeTexts } from './unexpected-rows.ts';

/** The columns and rows that a group of checks needs, with what is known of them. */
export interface LoadedTable {
  readonly table: Table;
  /** Of all columns, loaded or not. */
  readonly schema: Schema;
  /** Row numbers in the whole table where these are some of its rows. */
  readonly rows: Int32Array | undefined;
  /** For the facts of columns of other tables. */
  readonly scanner: ColumnScanner;
  factsOf(column: string): ColumnFacts;
}

const columnRules = { ...valueRules, ...textRules, ...aggregateRules, ...distributionRules } as const;
type Rule<C> = (subject: C, asked: Expectation) => ExpectationResult;

/** Asks one check. InvalidExpectation where it cannot be asked of this table. */
export async function judge(
  loaded: LoadedTable,
  asked: Expectation,
  context: CheckContext,
): Promise<ExpectationResult> {
  const { table, schema, factsOf } = loaded;
  const aliases = context.aliases ?? {};
  switch (asked.expect) {
    case 'expect_row_to_satisfy':
      return rowsSatisfying(table, conditionOf('expression', asked.expression, schema, aliases), asked);
    case 'expect_column_values_to_not_be_null_when':
      return presentWhen(table, factsOf(asked.column), conditionOf('when', asked.when, schema, aliases), asked);
    case 'expect_column_newest_value_to_be_within':
      return freshness(factsOf(asked.column), asked, context.now);
    case 'expect_column_values_to_have_one_spelling':
      return oneSpelling(factsOf(asked.column), asked);
    case 'expect_column_pair_cramers_phi_value_to_be_less_than':
      return cramersPhi(factsOf(asked.column_A), factsOf(asked.column_B), asked.threshold);
    case 'expect_column_values_to_be_in_other_table':
      return inOtherTable(loaded, asked, context);
    case 'expect_table_row_count_to_equal_other_table': {
      const { rowCount } = await otherTable(context, asked.other_table_name);
      return wholeResult(table.rowCount === rowCount, { self: table.rowCount, other: rowCount }, table.rowCount);
    }
    case 'expect_table_row_count_change_to_be_between': {
      const before = referenceOf(context).rowCount;
      const change = before === 0 ? Number.NaN : (table.rowCount - before) / before;
      return wholeResult(isWithin(change, asked), Number.isNaN(change) ? null : change, table.rowCount);
    }
    default:
      return byRules(loaded, asked, context);
  }
}

async function byRules(loaded: LoadedTable, asked: Expectation, context: CheckContext): Promise<ExpectationResult> {
  const { factsOf, scanner, schema, table } = loaded;
  const { expect } = asked;
  if (Object.hasOwn(tableRules, expect))
    return ruleOf<{ rowCount: number; schema: Schema }>(tableRules, expect)(
      { rowCount: table.rowCount, schema },
      asked,
    );
  if ('column_A' in asked) {
    const rule = (
      pairRules as Readonly<Record<string, (a: ColumnFacts, b: ColumnFacts, e: never) => ExpectationResult>>
    )[expect];
    if (rule !== undefined) return rule(factsOf(asked.column_A), factsOf(asked.column_B), asked as never);
  }
  if ('column_list' in asked && Object.hasOwn(multicolumnRules, expect))
    return ruleOf<readonly ColumnFacts[]>(multicolumnRules, expect)(asked.column_list.map(factsOf), asked);
  if ('column' in asked && Object.hasOwn(columnRules, expect))
    return ruleOf<ColumnFacts>(columnRules, expect)(factsOf(asked.column), asked);
  if ('column' in asked && Object.hasOwn(referenceRules, expect)) {
    const before = columnFacts(await referenceColumn(context, asked.column, factsOf(asked.column)), scanner);
    const rule = (
      referenceRules as Readonly<Record<string, (a: ColumnFacts, b: ColumnFacts, e: never) => ExpectationResult>>
    )[expect];
    if (rule !== undefined) return rule(factsOf(asked.column), before, asked as never);
  }
  throw new RangeError(`there is no rule for ${expect}`);
}

/** The rule of a check by name: tables of rules are typed name by name, so that each gets the arguments of its own. */
function ruleOf<C>(rules: object, name: string): Rule<C> {
  return (rules as Readonly<Record<string, Rule<C>>>)[name] as Rule<C>;
}

function referenceOf({ reference }: CheckContext): StoredTable {
  if (reference !== undefined) return reference;
  throw new InvalidExpectation('expect', 'an accepted snapshot to compare with', 'the first taking');
}

async function referenceColumn(context: CheckContext, name: string, now: ColumnFacts) {
  const reference = referenceOf(context);
  const before = reference.schema.find((column) => column.name === name);
  if (before?.kind === now.column.kind) return reference.column(name);
  throw new InvalidExpectation(
    'column',
    `a column of type ${now.column.kind} in the accepted snapshot, too`,
    before === undefined ? `no column "${name}"` : `"${name}" of type ${before.kind}`,
  );
}

async function otherTable({ otherTable: open }: CheckContext, name: string): Promise<StoredTable> {
  if (open !== undefined) return open(name);
  throw new InvalidExpectation('other_table_name', 'a table that can be opened here', name);
}

/** Whether each known value stands in a column of another table (a foreign key). */
async function inOtherTable(
  { factsOf, scanner }: LoadedTable,
  asked: Extract<Expectation, { expect: 'expect_column_values_to_be_in_other_table' }>,
  context: CheckContext,
): Promise<ExpectationResult> {
  const facts = factsOf(asked.column);
  const other = await otherTable(context, asked.other_table_name);
  const found = other.schema.find(({ name }) => name === asked.other_column);
  const isText = facts.column.kind === 'text';
  if (found === undefined || (found.kind === 'text') !== isText)
    throw new InvalidExpectation(
      'other_column',
      `a column of ${asked.other_table_name} of type ${facts.column.kind}`,
      found === undefined ? asked.other_column : `${asked.other_column} of type ${found.kind}`,
    );
  const known = valueSet(columnFacts(await other.column(asked.other_column), scanner));
  return isText
    ? judgeTexts(facts, asked.mostly, (text) => known.has(text))
    : judgeNumbers(facts, asked.mostly, (value) => known.has(value));
}
