import {
  type Column,
  compileExpression,
  evaluateOver,
  numericColumn,
  parseDate,
  schemaOf,
  type Table,
  tableOf,
  textColumn,
} from '@tend/table';

/** Reads the text of a well-formed CSV file, for tests; the product reads through DuckDB. */
export function csvTable(
  text: string,
  options: { delimiter?: string; missing?: readonly string[]; rows?: number } = {},
): Table {
  const { delimiter = ',', missing = [''], rows: mostRows = Number.POSITIVE_INFINITY } = options;
  const records = recordsOf(text, delimiter, mostRows + 1);
  const [header = [], ...rows] = records;
  return tableOf(
    header.map((name, c) => {
      const cells = rows.map((row) => (missing.includes((row[c] ?? '').trim()) ? null : (row[c] ?? null)));
      return columnOfCells(name, cells);
    }),
  );
}

/** Rows of the table where the expression is true. */
export function rowsWhere(table: Table, expression: string): Int32Array {
  const answers = answersOf(table, expression);
  return Int32Array.from(answers.keys()).filter((row) => answers[row] === 1);
}

/** 1, 0 or -1 (unknown), one a row of the table. */
export function answersOf(table: Table, expression: string): Int8Array {
  return evaluateOver(compileExpression(expression, { columns: schemaOf(table) }), table);
}

function columnOfCells(name: string, cells: readonly (string | null)[]): Column {
  const present = cells.filter((cell) => cell !== null);
  const every = (fits: (cell: string) => boolean): boolean => present.length > 0 && present.every(fits);
  const map = (read: (cell: string) => number): (number | null)[] => cells.map((c) => (c === null ? null : read(c)));
  if (every((cell) => /^-?\d+$/.test(cell))) return numericColumn(name, 'integer', map(Number));
  if (every((cell) => /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(cell))) return numericColumn(name, 'number', map(Number));
  if (every((cell) => parseDate(cell) !== undefined))
    return numericColumn(
      name,
      'date',
      map((cell) => parseDate(cell) ?? Number.NaN),
    );
  return textColumn(name, cells);
}

function recordsOf(text: string, delimiter: string, most: number): string[][] {
  const records: string[][] = [];
  const record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let i = 0; i < text.length && records.length < most; i++) {
    const c = text[i];
    if (isQuoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[++i];
      else isQuoted = false;
    } else if (c === '"') isQuoted = true;
    else if (c === delimiter || c === '\n') {
      record.push(field);
      field = '';
      if (c === '\n') records.push(record.splice(0));
    } else if (c !== '\r') field += c;
  }
  if (field !== '' || record.length > 0) records.push([...record, field]);
  return records;
}
