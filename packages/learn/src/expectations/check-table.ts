import { type ColumnScanner, columnScanner } from '@tend/kernels';
import { type Column, columnOf, loadColumns, type StoredTable, type Table, takeRows } from '@tend/table';
import { type ColumnFacts, columnFacts } from './column-facts.ts';
import { isOfShape, namedColumns } from './column-groups.ts';
import type { Expectation } from './expectation.ts';
import { type ExpectationResult, wholeResult } from './expectation-result.ts';
import { InvalidExpectation } from './invalid-expectation.ts';
import { judge, type LoadedTable } from './judge.ts';
import { type Condition, conditionOf } from './rules/expression-rules.ts';

/** What checks may ask beyond the table itself. */
export interface CheckContext {
  /** UTC epoch milliseconds; what freshness is measured from. */
  readonly now: number;
  /** Short names for columns in conditions. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The accepted snapshot, for checks of change. */
  readonly reference?: StoredTable | undefined;
  /** Another table by its name in the check: for foreign keys and row counts. */
  readonly otherTable?: (name: string) => Promise<StoredTable>;
}

/**
 * Asks all checks of a table, answers in their order. Columns are loaded group by group and let go again: first each
 * column with all checks of it alone, then the columns of each other check. Facts that several checks need are computed
 * once. A check that cannot be asked is not met, and its answer says why; nothing is thrown for it.
 */
export async function checkTable(
  stored: StoredTable,
  expectations: readonly Expectation[],
  context: CheckContext,
): Promise<readonly ExpectationResult[]> {
  const answers: ExpectationResult[] = new Array(expectations.length);
  const groups = new Map<string, Group>();
  for (const [index, expectation] of expectations.entries()) {
    await answerOr(answers, index, stored.rowCount, async () => {
      const group = groupOf(stored, expectation, context);
      const known = groups.get(group.key);
      if (known === undefined) groups.set(group.key, group);
      (known ?? group).members.push(index);
      return undefined;
    });
  }
  // A column that stays in memory between groups keeps its facts, too.
  const known = new WeakMap<Column, ColumnFacts>();
  const scanner = columnScanner();
  for (const group of groups.values()) {
    const loaded = await loadGroup(stored, group, known, scanner);
    for (const index of group.members) {
      const expectation = expectations[index];
      if (expectation === undefined) continue;
      await answerOr(answers, index, stored.rowCount, async () =>
        inWholeTable(await judge(loaded, expectation, context), loaded),
      );
    }
  }
  return answers;
}

/** Checks that need the same columns of the same rows. */
interface Group {
  readonly key: string;
  readonly columns: readonly string[];
  readonly where: Condition | undefined;
  readonly members: number[];
}

function groupOf(stored: StoredTable, expectation: Expectation, context: CheckContext): Group {
  const { schema } = stored;
  const aliases = context.aliases ?? {};
  const compiled = (argument: string, text: string | undefined) =>
    text === undefined ? undefined : conditionOf(argument, text, schema, aliases);
  const where = compiled('where', expectation.where);
  const asked =
    expectation.expect === 'expect_row_to_satisfy'
      ? compiled('expression', expectation.expression)
      : expectation.expect === 'expect_column_values_to_not_be_null_when'
        ? compiled('when', expectation.when)
        : undefined;
  const named = isOfShape(expectation) ? [] : namedColumns(expectation);
  const missing = named.find((name) => !schema.some((column) => column.name === name));
  if (missing !== undefined)
    throw new InvalidExpectation('column', `one of ${schema.map(({ name }) => name).join(', ')}`, missing);
  const columns = [...new Set([...named, ...(asked?.columns ?? []), ...(where?.columns ?? [])])];
  return { key: JSON.stringify([expectation.where ?? null, columns]), columns, where, members: [] };
}

async function loadGroup(
  stored: StoredTable,
  { columns, where }: Group,
  known: WeakMap<Column, ColumnFacts>,
  scanner: ColumnScanner,
): Promise<LoadedTable> {
  const whole = await loadColumns(stored, columns);
  const rows = where === undefined ? undefined : rowsWhere(whole, where);
  const table = rows === undefined ? whole : takeRows(whole, rows);
  return {
    table,
    schema: stored.schema,
    rows,
    scanner,
    factsOf(name) {
      const column = columnOf(table, name);
      const facts = known.get(column) ?? columnFacts(column, scanner);
      known.set(column, facts);
      return facts;
    },
  };
}

function rowsWhere(table: Table, where: Condition): Int32Array {
  const answers = where.over(table);
  const rows = new Int32Array(answers.reduce((count, answer) => count + (answer === 1 ? 1 : 0), 0));
  let next = 0;
  for (let row = 0; row < answers.length; row++) if (answers[row] === 1) rows[next++] = row;
  return rows;
}

/** Rows by their number in the whole table, where a check looked at some of them. */
function inWholeTable(result: ExpectationResult, { rows }: LoadedTable): ExpectationResult {
  if (rows === undefined || result.partialUnexpectedList.length === 0) return result;
  const partialUnexpectedList = result.partialUnexpectedList.map(({ row, value }) => ({
    row: rows[row] ?? row,
    value,
  }));
  return { ...result, partialUnexpectedList };
}

async function answerOr(
  answers: ExpectationResult[],
  index: number,
  rowCount: number,
  answer: () => Promise<ExpectationResult | undefined>,
): Promise<void> {
  try {
    const found = await answer();
    if (found !== undefined) answers[index] = found;
  } catch (error) {
    if (!(error instanceof InvalidExpectation)) throw error;
    const { argument, expected, came } = error;
    answers[index] = { ...wholeResult(false, null, rowCount), problem: { argument, expected, came } };
  }
}
