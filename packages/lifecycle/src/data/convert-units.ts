import { knownUnits, unitConversion } from '@tend/kernels';
import { type ColumnContract, Problem } from '@tend/protocol';
import {
  type Column,
  columnOf,
  hasColumn,
  loadColumns,
  type NumericColumn,
  type StoredTable,
  type Table,
} from '@tend/table';
import { type Span, spanOn, timeColumnOf } from './time-column.ts';

interface Period extends Span {
  readonly unit: string;
  readonly convert: (value: number) => number;
}

/**
 * Brings every column whose contract names `units` by period to its one `unit`; rows outside all periods are taken to
 * be in it already. A converted column of integers becomes one of numbers. TND-1001 for an unknown pair of units,
 * overlapping periods or a missing time column, TND-1203 for a value whose row has no time to choose the period by.
 */
export function convertUnits(
  table: Table,
  contract: Readonly<Record<string, ColumnContract>>,
  timeColumn: string | undefined,
): Table {
  refuseAbsent(contract, (name) => hasColumn(table, name));
  const columns = table.columns.map((column): Column => {
    const terms = Object.hasOwn(contract, column.name) ? contract[column.name] : undefined;
    if (terms?.units === undefined || terms.units.length === 0) return column;
    if (column.kind !== 'number' && column.kind !== 'integer')
      throw invalid(column.name, `only numbers have units, this column is of type ${column.kind}`);
    return convert(table, column, terms.unit, terms.units, timeColumn);
  });
  return { ...table, columns };
}

/**
 * The same for a stored table, of which a column is converted when it is loaded: a value without a unit is a TND-1203 of
 * that column.
 */
export function convertStored(
  stored: StoredTable,
  contract: Readonly<Record<string, ColumnContract>>,
  timeColumn: string | undefined,
): StoredTable {
  const names = new Set(stored.schema.map(({ name }) => name));
  refuseAbsent(contract, (name) => names.has(name));
  const converted = new Set(convertedColumns(contract));
  return {
    rowCount: stored.rowCount,
    schema: stored.schema.map(({ name, kind }) => ({ name, kind: converted.has(name) ? 'number' : kind })),
    async column(name) {
      const terms = contract[name];
      if (terms === undefined || !converted.has(name)) return stored.column(name);
      const needed = timeColumn === undefined || !names.has(timeColumn) ? [name] : [...new Set([name, timeColumn])];
      return columnOf(convertUnits(await loadColumns(stored, needed), { [name]: terms }, timeColumn), name);
    },
  };
}

/** The columns that are converted, by name. */
export function convertedColumns(contract: Readonly<Record<string, ColumnContract>>): readonly string[] {
  return Object.entries(contract)
    .filter(([, { units }]) => units !== undefined && units.length > 0)
    .map(([column]) => column)
    .sort();
}

function refuseAbsent(contract: Readonly<Record<string, ColumnContract>>, exists: (name: string) => boolean): void {
  for (const [name, { units }] of Object.entries(contract))
    if (units !== undefined && !exists(name)) throw invalid(name, `there is no column "${name}"`);
}

function convert(
  table: Table,
  column: NumericColumn,
  unit: string | undefined,
  units: NonNullable<ColumnContract['units']>,
  timeColumn: string | undefined,
): NumericColumn {
  if (unit === undefined) throw invalid(column.name, 'units by period need the one unit they are converted into');
  const isBounded = units.some((period) => period.from !== undefined || period.until !== undefined);
  const time = isBounded ? timeColumnOf(table, timeColumn, `data.contract.${column.name}.units`) : undefined;
  const periods = units.map((period): Period => {
    const conversion = unitConversion(period.unit, unit);
    if (conversion === undefined)
      throw invalid(column.name, `"${period.unit}" cannot be converted into "${unit}"`, [
        `use units of one kind out of ${knownUnits.join(', ')}`,
      ]);
    const span =
      time === undefined ? { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY } : spanOn(time, period);
    return { unit: period.unit, convert: conversion, ...span };
  });
  refuseOverlap(column.name, periods);
  const values = column.values.slice();
  let timeless = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const at = time === undefined ? 0 : (time.values[row] ?? Number.NaN);
    if (Number.isNaN(at)) timeless++;
    const period = periods.find(({ from, until }) => at >= from && at < until);
    // Converting NaN-free finite numbers gives no NaN; a -0 would have a second encoding.
    if (period !== undefined) values[row] = period.convert(value) + 0;
  }
  if (timeless > 0)
    throw new Problem('TND-1203', {
      message: `${timeless} values of "${column.name}" have no time, so their unit is unknown`,
      expected: `a value of "${time?.name}" in every row with "${column.name}"`,
      came: `${timeless} rows without`,
      next: [`complete "${time?.name}" in the source`, `list the values of these rows as missing`],
      facts: { column: column.name, failing: timeless },
    });
  return { kind: 'number', name: column.name, values };
}

function refuseOverlap(column: string, periods: readonly Period[]): void {
  const sorted = periods.toSorted((a, b) => a.from - b.from);
  for (const [i, period] of sorted.entries()) {
    const next = sorted[i + 1];
    if (period.from >= period.until) throw invalid(column, `the period of "${period.unit}" ends before it starts`);
    if (next !== undefined && next.from < period.until)
      throw invalid(column, `the periods of "${period.unit}" and "${next.unit}" overlap`);
  }
}

function invalid(column: string, why: string, next: readonly string[] = []): Problem {
  return new Problem('TND-1001', {
    message: `data.contract.${column}: ${why}`,
    expected: 'a column of numbers with a unit, and units by period that do not overlap',
    came: why,
    next: next.length > 0 ? next : [`correct data.contract.${column} in tend.yaml`],
  });
}
