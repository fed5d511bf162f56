import { type Cell, columnOf, formatDate, formatInstant, type Row, type Schema, type Table } from '@tend/table';
import { levelCounts } from '../recipe/level-counts.ts';

/** A row that nobody is, made to take a recipe where training rows may not. */
export interface MadeRow {
  readonly row: Row;
  /** What it is made of, in words. */
  readonly what: string;
}

/** Rows that go through the levels. */
const levelRows = 16;
/** A level that fewer rows share could tell whose it is. */
const leastShared = 5;
const dayMs = 86_400_000;

/**
 * Made rows for these inputs: all cells missing, numbers far above and far below with texts that training never saw, and rows that
 * go through the frequent levels, numbers of growing size and days of all weekdays and months. No cell comes from fewer than 5 rows.
 */
export function madeRows(table: Table, rows: Int32Array, inputs: Schema): readonly MadeRow[] {
  const levels = new Map(inputs.map(({ name }) => [name, sharedLevels(table, rows, name)]));
  const made = (what: string, cell: (column: Schema[number]) => Cell): MadeRow => ({
    what,
    // fromEntries defines properties: a column named __proto__ stays a column.
    row: Object.fromEntries(inputs.map((column) => [column.name, cell(column)])),
  });
  return [
    made('every cell missing', () => null),
    made('numbers far above, texts never seen', (column) => farCell(column, 1)),
    made('numbers far below, empty texts', (column) => farCell(column, -1)),
    ...Array.from({ length: levelRows }, (_, place) =>
      made(`level ${place + 1} of each text`, (column) => ordinaryCell(column, place, levels.get(column.name) ?? [])),
    ),
  ];
}

function sharedLevels(table: Table, rows: Int32Array, name: string): readonly string[] {
  const column = columnOf(table, name);
  if (column.kind !== 'text') return [];
  const { levels } = levelCounts(column, rows);
  return levels.filter(({ count }) => count >= leastShared).map(({ level }) => level);
}

function farCell({ kind }: Schema[number], sign: 1 | -1): Cell {
  switch (kind) {
    case 'text':
      return sign > 0 ? 'a text that no training row has, 小さい 🐦' : '';
    case 'boolean':
      return sign > 0;
    case 'date':
      return sign > 0 ? '2096-02-29' : '1896-02-29';
    case 'instant':
      return sign > 0 ? '2096-02-29T23:59:59.999Z' : '1896-02-29T00:00:00.001Z';
    default:
      return sign * 1e9;
  }
}

function ordinaryCell({ kind }: Schema[number], place: number, levels: readonly string[]): Cell {
  const days = place * 397;
  const sign = place % 2 === 0 ? 1 : -1;
  const size = 4 ** Math.floor(place / 2);
  switch (kind) {
    case 'text':
      return levels[place % Math.max(1, levels.length)] ?? null;
    case 'boolean':
      return place % 2 === 0;
    case 'date':
      return formatDate(days);
    case 'instant':
      return formatInstant(days * dayMs + place * 5_400_000);
    case 'integer':
      return place === 0 ? 0 : sign * size;
    default:
      return place === 0 ? 0 : sign * (size - 0.5);
  }
}
