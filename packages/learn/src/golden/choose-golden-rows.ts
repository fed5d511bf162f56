import { type Column, columnOf, isMissing, type Schema, type Table } from '@tend/table';
import { countLevels } from '../recipe/level-counts.ts';

/** Rows that lie evenly spread over those that were trained on. */
const spreadRows = 15;
/** Rows of the table at most; made rows come beside them. */
const maxChosen = 45;

/**
 * Training rows that take a recipe through its branches: evenly spread ones, then for each input a row without a value, one of the
 * rarest level, the smallest and the largest number, as far as 45 rows go. Ascending row numbers of the table.
 */
export function chooseGoldenRows(table: Table, rows: Int32Array, inputs: Schema): Int32Array {
  const chosen = new Set<number>();
  const spread = Math.min(spreadRows, rows.length);
  for (let i = 0; i < spread; i++) chosen.add(rows[Math.floor(((i + 0.5) * rows.length) / spread)] as number);
  const columns = inputs.map(({ name }) => columnOf(table, name));
  // Round by round, so that a wide table gets rows without a value for as many columns as it can before extremes of the first.
  const telling = columns.map((column) => tellingRows(column, rows));
  for (let round = 0; round < 3; round++)
    for (const [place, column] of columns.entries()) {
      const row = telling[place]?.[round];
      if (row === undefined || chosen.size >= maxChosen) continue;
      if (![...chosen].some((other) => isAlike(column, row, other))) chosen.add(row);
    }
  return Int32Array.from(chosen).sort();
}

/** The first row without a value, then that of the rarest level, or those of the smallest and the largest number. */
function tellingRows(column: Column, rows: Int32Array): readonly (number | undefined)[] {
  const missing = rows.find((row) => isMissing(column, row));
  if (column.kind === 'text') {
    const { counts } = countLevels(column, rows);
    let rarest = -1;
    for (const [code, count] of counts.entries())
      if (count > 0 && (rarest < 0 || count < (counts[rarest] as number))) rarest = code;
    return [missing, rarest < 0 ? undefined : rows.find((row) => column.codes[row] === rarest)];
  }
  let [smallest, largest]: (number | undefined)[] = [];
  for (const row of rows) {
    const value = column.values[row] as number;
    if (Number.isNaN(value)) continue;
    if (smallest === undefined || value < (column.values[smallest] as number)) smallest = row;
    if (largest === undefined || value > (column.values[largest] as number)) largest = row;
  }
  return [missing, smallest, largest];
}

function isAlike(column: Column, row: number, other: number): boolean {
  if (column.kind === 'text') return column.codes[row] === column.codes[other];
  return Object.is(column.values[row], column.values[other]);
}
