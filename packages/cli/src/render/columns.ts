import type { Look } from './look.ts';
import { displayWidth, padEnd, padStart, wrap } from './width.ts';

/** A cell: its text, how it is painted after it was laid out, where it stands in its column. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** This column wraps where the table is wider than the terminal. */
  readonly isFlexible?: boolean;
}

/** A flexible column keeps at least this much. */
const narrowestColumn = 14;

export interface Laid {
  /** No line where no column has a title. */
  readonly titles: readonly string[];
  /** The lines of each row. */
  readonly rows: readonly (readonly string[])[];
}

/** Lays rows out in columns as wide as their widest cell; nothing is cut, flexible columns wrap. */
export function layTable(look: Look, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Laid {
  const widths = columns.map((column, c) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[c]?.text ?? ''))),
  );
  const gap = look.width < 100 ? 2 : 3;
  shrink(columns, widths, look.width - gap * (columns.length - 1));
  const hasTitles = columns.some((column) => column.title !== '');
  const titles = columns.map((column): Cell => ({ text: column.title, paint: look.paint.dim }));
  return {
    titles: hasTitles ? layRow(columns, widths, gap, titles) : [],
    rows: rows.map((row) => layRow(columns, widths, gap, row)),
  };
}

/** Takes from the widest flexible column, cell by cell, until the columns fit into `room` or none can give more. */
function shrink(columns: readonly Column[], widths: number[], room: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    let widest = -1;
    for (const [c, column] of columns.entries()) {
      const width = widths[c] ?? 0;
      const least = Math.max(narrowestColumn, displayWidth(column.title));
      if (column.isFlexible === true && width > Math.max(least, widths[widest] ?? 0)) widest = c;
    }
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

/** `layTable` as lines; none for no rows. */
export function layColumns(
  look: Look,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const laid = layTable(look, columns, rows);
  return [...laid.titles, ...laid.rows.flat()];
}

function layRow(
  columns: readonly Column[],
  widths: readonly number[],
  gap: number,
  row: readonly Cell[],
): readonly string[] {
  const wrapped = columns.map((column, c) => {
    const text = row[c]?.text ?? '';
    return column.isFlexible === true ? wrap(text, widths[c] ?? 0) : [text];
  });
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, i) => {
    let line = '';
    let padding = '';
    for (const [c, column] of columns.entries()) {
      const text = wrapped[c]?.[i] ?? '';
      const width = widths[c] ?? 0;
      const paint = row[c]?.paint ?? ((plain: string) => plain);
      const cell = column.align === 'right' ? padStart(text, width) : padEnd(text, width);
      const inner = cell.trimEnd();
      if (inner !== '') {
        const lead = inner.length - inner.trimStart().length;
        line += padding + inner.slice(0, lead) + paint(inner.slice(lead));
        padding = '';
      }
      padding += ' '.repeat(width - (inner === '' ? 0 : displayWidth(inner)) + gap);
    }
    return line;
  });
}
