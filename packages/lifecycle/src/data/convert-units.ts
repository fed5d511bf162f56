import { knownUnits, unitConversion } from '@tend/kernels';
import { type ColumnContract, Problem } from '@tend/protocol';
import { type Column, hasColumn, type NumericColumn, type Table } from '@tend/table';
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
  for (const [name, { units }] of Object.entries(contract))
    if (units !== undefined && !hasColumn(table, name)) throw invalid(name, `there is no column "${name}"`);
  const columns = table.columns.map((column): Column => {
    const terms = Object.hasOwn(contract, column.name) ? contract[column.name] : undefined;
    if (terms?.units === undefined || terms.units.length === 0) return column;
    if (column.kind !== 'number' && column.kind !== 'integer')
      throw invalid(column.name, `only numbers have units, this column is of type ${column.kind}`);
    return convert(table, column, terms.unit, terms.units, timeColumn);
  });
  return { ...table, columns };
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
