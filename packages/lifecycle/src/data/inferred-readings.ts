import type { ColumnContract } from '@tend/protocol';
import type { ColumnReading, InferredColumn } from '@tend/table';
import type { TakingBody } from './records.ts';

/** How columns were read of which nobody wrote the type: what later takings keep to. */
export function inferredReadings(
  columns: readonly InferredColumn[],
  written: Readonly<Record<string, ColumnContract>>,
): Readonly<Record<string, ColumnReading>> {
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(
    columns
      .filter(({ name }) => written[name]?.type === undefined)
      .map(({ name, kind, format, missing }) => [name, storable({ kind, format, missing })]),
  );
}

/** How each column was read, as a record keeps it: without what quotes cells. */
export function recordedColumns(columns: readonly InferredColumn[]): TakingBody['columns'] {
  return columns.map(({ reason: _, otherwise: _otherwise, almost: _almost, ...column }) => storable(column));
}

/** Without what is undefined: a record's JSON has no such value. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
