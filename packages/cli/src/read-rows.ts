import { InputProblem } from './input-problem.ts';
import type { Io } from './io.ts';
import { jsonFault } from './json-fault.ts';
import { readTextFile } from './read-text-file.ts';

type Cell = number | string | boolean | null;
type Row = Record<string, Cell>;

/**
 * Rows for `predict` from JSON: an object, or an array of objects whose values are numbers, texts, booleans or null.
 * TND-1009 names place, expected and came.
 */
export async function readRows(source: { text: string } | { file: string }, io: Io): Promise<Row[]> {
  const file = 'text' in source ? '--row' : source.file === '-' ? 'standard input' : source.file;
  const text =
    'text' in source ? source.text : source.file === '-' ? await io.readStdin() : readTextFile(source.file, io.cwd);
  const parsed = parseJson(text, file);
  const rows: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (rows.length === 0) {
    throw new InputProblem('TND-1009', { message: `${file} holds no row`, expected: 'one row or more', came: '[]' });
  }
  return rows.map((row, i) => checkRow(row, rows.length === 1 ? file : `row ${i + 1} of ${file}`));
}

function checkRow(row: unknown, where: string): Row {
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

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const offset = jsonFault(text);
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const came = text[offset] === undefined ? 'the end of the text' : JSON.stringify(text[offset]);
    const detail = {
      message: `${file} is not valid JSON`,
      place: { file, line, column: (before.at(-1) ?? '').length + 1, text: text.split('\n')[line - 1] ?? '' },
      expected: 'JSON, e.g. {"age": 71, "plan": "basic", "since": null}',
      came: `${came} where JSON does not allow it`,
    };
    throw new InputProblem('TND-1009', detail, { cause: error });
  }
}
