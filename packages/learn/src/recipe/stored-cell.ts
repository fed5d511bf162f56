import { type Cell, type ColumnKind, kindNouns, parseDate, parseInstant } from '@tend/table';

/** The number a column of this kind would store for a cell, NaN for missing; TypeError for a cell of another type. */
export function storedNumber(kind: Exclude<ColumnKind, 'text'>, cell: Cell, column: string): number {
  if (cell === null) return Number.NaN;
  if (kind === 'number' || kind === 'integer') {
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  } else if (kind === 'boolean') {
    if (typeof cell === 'boolean') return Number(cell);
  } else if (typeof cell === 'string') {
    const stored = kind === 'date' ? parseDate(cell) : parseInstant(cell);
    if (stored !== undefined) return stored;
  }
  throw new TypeError(`column "${column}": expected ${kindNouns[kind]} or null, came ${JSON.stringify(cell)}`);
}

/** The text of a cell, undefined for missing; TypeError for a cell of another type. */
export function storedText(cell: Cell, column: string): string | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'string') return cell;
  throw new TypeError(`column "${column}": expected text or null, came ${JSON.stringify(cell)}`);
}
