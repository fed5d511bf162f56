import { Problem } from '@tend/protocol';
import { columnOf, hasColumn, isMissing, type Table, takeRows } from '@tend/table';

/** Predictions of a model that ran elsewhere, with known outcomes. */
export interface ExternalPredictions {
  /** The rows with an outcome, all columns. */
  readonly table: Table;
  readonly y: Float64Array;
  readonly score: Float64Array;
  readonly withoutOutcome: number;
}

/** Checks a table of predictions: id, score from 0 to 1, outcome 0/1 or true/false. TND-1205 names column and row. */
export function readPredictions(all: Table, path: string): ExternalPredictions {
  for (const name of ['id', 'score', 'outcome']) {
    if (!hasColumn(all, name))
      throw invalid(
        path,
        `there is no column ${name}`,
        'columns id, score and outcome',
        all.columns.map((c) => c.name).join(', '),
      );
  }
  const outcome = columnOf(all, 'outcome');
  const known = Int32Array.from({ length: all.rowCount }, (_, row) => row).filter((row) => !isMissing(outcome, row));
  const table = takeRows(all, known);
  const y = numbers(table, 'outcome', path, (value) => value === 0 || value === 1, '0 or 1, or true or false');
  const score = numbers(table, 'score', path, (value) => value >= 0 && value <= 1, 'a probability from 0 to 1');
  const positives = y.reduce((sum, value) => sum + value, 0);
  if (positives === 0 || positives === y.length)
    throw invalid(
      path,
      'its outcomes are all the same',
      'positives and negatives',
      `${positives} positives in ${y.length} rows`,
    );
  return { table, y, score, withoutOutcome: all.rowCount - table.rowCount };
}

function numbers(
  table: Table,
  name: string,
  path: string,
  isValid: (value: number) => boolean,
  expected: string,
): Float64Array {
  const column = columnOf(table, name);
  if (column.kind === 'text')
    throw invalid(path, `${name} holds text`, expected, `such as "${column.dictionary[0] ?? ''}"`);
  const row = column.values.findIndex((value) => !isValid(value));
  if (row < 0) return column.values;
  throw invalid(
    path,
    `${name} is not valid in row ${row + 1}`,
    expected,
    Number.isNaN(column.values[row]) ? 'nothing' : String(column.values[row]),
  );
}

function invalid(path: string, what: string, expected: string, came: string): Problem {
  return new Problem('TND-1205', {
    message: `${path}: ${what}`,
    expected,
    came,
    next: ['correct the file and send it again'],
  });
}
