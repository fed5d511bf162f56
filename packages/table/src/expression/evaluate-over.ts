import { columnOf } from '../columns.ts';
import type { Column, Table, TextColumn } from '../table.ts';
import type { CellReader, Expression } from './expression.ts';

/** The condition for every row of a table: 1, 0, or -1 for unknown. RangeError where the table lacks a column of it. */
export function evaluateOver(expression: Expression, table: Table): Int8Array {
  const columns = new Map(expression.columns.map((name) => [name, columnOf(table, name)]));
  const only = columns.size === 1 ? columns.get(expression.columns[0] ?? '') : undefined;
  if (only?.kind === 'text') return evaluateByCode(expression, only);
  const condition = expression.bind((name) => readerOf(columns.get(name)));
  const answers = new Int8Array(table.rowCount);
  for (let row = 0; row < answers.length; row++) answers[row] = encode(condition(row));
  return answers;
}

/** One evaluation for each distinct text instead of one a row. */
function evaluateByCode(expression: Expression, column: TextColumn): Int8Array {
  const condition = expression.bind(() => (code) => column.dictionary[code] ?? null);
  const ofCode = column.dictionary.map((_, code) => encode(condition(code)));
  const ofMissing = encode(condition(-1));
  return Int8Array.from(column.codes, (code) => ofCode[code] ?? ofMissing);
}

function readerOf(column: Column | undefined): CellReader {
  if (column === undefined) throw new RangeError('the expression reads a column it does not name');
  if (column.kind === 'text') return (row) => column.dictionary[column.codes[row] ?? -1] ?? null;
  const { values } = column;
  const numberAt = (row: number): number | null => {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  if (column.kind !== 'boolean') return numberAt;
  return (row) => {
    const value = numberAt(row);
    return value === null ? null : value === 1;
  };
}

function encode(answer: boolean | null): number {
  return answer === null ? -1 : Number(answer);
}
