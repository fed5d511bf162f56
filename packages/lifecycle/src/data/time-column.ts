import { Problem } from '@tend/protocol';
import { columnOf, hasColumn, type NumericColumn, parseDate, type Table } from '@tend/table';

/** The column of dates or instants that a rule goes by; TND-1001 where there is none. `asks` says what needs it. */
export function timeColumnOf(table: Table, name: string | undefined, asks: string): NumericColumn {
  const next = ['set data.time.column in tend.yaml to a column of dates (2001-03-05) or of dates with times'];
  if (name === undefined)
    throw new Problem('TND-1001', {
      message: `${asks} needs data.time.column`,
      expected: 'data.time.column',
      came: 'none',
      next,
    });
  const column = hasColumn(table, name) ? columnOf(table, name) : undefined;
  if (column?.kind === 'date' || column?.kind === 'instant') return column;
  const came = column === undefined ? `no column "${name}"` : `"${name}" is of type ${column.kind}`;
  throw new Problem('TND-1001', {
    message: `${asks} cannot go by "${name}": ${came}`,
    expected: 'a date or an instant',
    came,
    next,
  });
}

/** The first moment of an ISO date in the units of the column (days, or epoch milliseconds UTC). */
function startOfDay(column: NumericColumn, isoDate: string): number {
  const days = parseDate(isoDate);
  if (days === undefined) throw new RangeError(`${isoDate} is not a date`);
  return column.kind === 'date' ? days : days * 86_400_000;
}

/** A half-open span in the units of the column; open ends are infinite. */
export interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

export function spanOn(
  column: NumericColumn,
  span: { readonly from?: string | undefined; readonly until?: string | undefined },
): Span {
  return {
    from: span.from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(column, span.from),
    until: span.until === undefined ? Number.POSITIVE_INFINITY : startOfDay(column, span.until),
  };
}
