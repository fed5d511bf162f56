import type { ColumnContract } from '@tend/protocol';
import { type Row, rowAt, type Schema, tableFromRows } from '@tend/table';
import { convertUnits } from './convert-units.ts';

/**
 * The contract's conversion of units for single rows: the very function that snapshots go through, so that a request and
 * a training row of the same day are converted alike. Rows pass untouched where the contract names no units by period.
 */
export function rowConverter(
  contract: Readonly<Record<string, ColumnContract>>,
  timeColumn: string | undefined,
): (row: Row) => Row {
  const terms = Object.fromEntries(
    Object.entries(contract).filter(([, { units }]) => units !== undefined && units.length > 0),
  );
  const names = Object.keys(terms);
  if (names.length === 0) return (row) => row;
  return (row) => {
    const present = names.filter((name) => typeof row[name] === 'number');
    if (present.length === 0) return row;
    const time = timeColumn === undefined ? undefined : row[timeColumn];
    const schema: Schema = [
      ...present.map((name) => ({ name, kind: 'number' as const })),
      ...(timeColumn === undefined ? [] : [{ name: timeColumn, kind: timeKind(time) }]),
    ];
    const cells = Object.fromEntries(schema.map(({ name }) => [name, row[name] ?? null]));
    const own = Object.fromEntries(present.map((name) => [name, terms[name] as ColumnContract]));
    const converted = rowAt(convertUnits(tableFromRows(schema, [cells]).table, own, timeColumn), 0);
    return { ...row, ...Object.fromEntries(present.map((name) => [name, converted[name] ?? null])) };
  };
}

function timeKind(value: Row[string] | undefined): 'date' | 'instant' {
  return typeof value === 'string' && value.length > 10 ? 'instant' : 'date';
}
