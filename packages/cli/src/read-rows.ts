import { InputProblem } from './input-problem.ts';
import type { Io } from './io.ts';
import { type JsonSource, kindOf, readJsonItems } from './read-json-items.ts';

type Cell = number | string | boolean | null;
export type Row = Record<string, Cell>;

/** Rows for `predict`: objects whose values are numbers, texts, booleans or null. TND-1009 names place, expected and came. */
export async function readRows(source: JsonSource, io: Io): Promise<Row[]> {
  const { name, items } = await readJsonItems(source, io);
  return items.map((item, i) => checkRow(item, items.length === 1 ? name : `row ${i + 1} of ${name}`));
}

/** One row, named `where` in errors. */
export function checkRow(row: unknown, where: string): Row {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) {
    throw new InputProblem('TND-1009', {
      message: `${where} is not a row`,
      expected: 'an object of column names and values, e.g. {"age": 71}',
      came: kindOf(row),
    });
  }
  return Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => {
      if (isCell(value)) return [column, value];
      throw new InputProblem('TND-1009', {
        message: `${where} has no plain value for "${column}"`,
        expected: 'a number, a text, true, false or null',
        came: kindOf(value),
      });
    }),
  );
}

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
