import {
  compileExpression,
  evaluateOver,
  InvalidExpression,
  isMissing,
  rowAt,
  type Schema,
  type Table,
} from '@tend/table';
import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments } from '../expectation.ts';
import { type ExpectationResult, rowResult, shownRows, type UnexpectedRow } from '../expectation-result.ts';
import { InvalidExpectation } from '../invalid-expectation.ts';

/** A condition over the rows of a table, not evaluated yet. */
export interface Condition {
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** 1, 0, or -1 for unknown, by row. */
  over(table: Table): Int8Array;
}

/** Compiles a condition; InvalidExpectation where it is none over these columns. */
export function conditionOf(
  argument: string,
  text: string,
  columns: Schema,
  aliases: Readonly<Record<string, string>>,
): Condition {
  try {
    const expression = compileExpression(text, { columns, aliases });
    return { columns: expression.columns, over: (table) => evaluateOver(expression, table) };
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    throw new InvalidExpectation(argument, 'a condition over columns and aliases', `${text} (${error.message})`);
  }
}

/** Judges each row by a condition over its columns; where it is unknown, the row is passed over. */
export function rowsSatisfying(
  table: Table,
  condition: Condition,
  { mostly }: Arguments['expect_row_to_satisfy'],
): ExpectationResult {
  const answers = condition.over(table);
  const rows: UnexpectedRow[] = [];
  let [judged, unexpected] = [0, 0];
  for (let row = 0; row < answers.length; row++) {
    const answer = answers[row] as number;
    if (answer < 0) continue;
    judged++;
    if (answer === 0 && unexpected++ < shownRows) rows.push({ row, value: rowAt(table, row) });
  }
  return rowResult({ elements: table.rowCount, judged, unexpected }, mostly, rows);
}

/** Judges that a value is there in each row for which a condition holds. */
export function presentWhen(
  table: Table,
  facts: ColumnFacts,
  condition: Condition,
  { mostly }: Arguments['expect_column_values_to_not_be_null_when'],
): ExpectationResult {
  const answers = condition.over(table);
  const rows: UnexpectedRow[] = [];
  let [judged, unexpected] = [0, 0];
  for (let row = 0; row < answers.length; row++) {
    if (answers[row] !== 1) continue;
    judged++;
    if (isMissing(facts.column, row) && unexpected++ < shownRows) rows.push({ row, value: rowAt(table, row) });
  }
  return rowResult({ elements: table.rowCount, judged, unexpected }, mostly, rows);
}
