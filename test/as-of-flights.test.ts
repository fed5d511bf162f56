import { readFileSync } from 'node:fs';
import { openSources } from '@tend/node';
import {
  asOfJoin,
  type Column,
  columnOf,
  loadColumns,
  type NumericColumn,
  openAsOfLookup,
  type Table,
  takeRows,
} from '@tend/table';
import { expect, test } from 'vitest';
import { dataset } from './datasets.ts';

interface Joined {
  readonly by: string;
  readonly time: 'left' | 'landed';
  readonly ttlHours: number | null;
  /** Row of the flights that was found for each event, -1 for none. */
  readonly rows: readonly number[];
}
const reference = JSON.parse(readFileSync(new URL('as-of-flights.reference.json', import.meta.url), 'utf8')) as {
  readonly events: readonly number[];
  readonly joins: readonly Joined[];
};

const { path, skip } = dataset('houston_flights_2011.csv');
const [minuteMs, dayMs] = [60_000, 86_400_000];

/** The flights of June that left and landed: their keys, both times as instants, and their rows in the file. */
async function juneFlights() {
  const sources = openSources('.', { putTable: async () => '' });
  const reading = await sources.read({
    source: { path, format: 'delimited' },
    columns: {},
    missing: {},
    maxRejected: 0,
  });
  const table = await loadColumns(reading.table);
  await reading.close();
  const number = (name: string): Float64Array => (columnOf(table, name) as NumericColumn).values;
  const [month, day, departed, arrived] = ['Month', 'DayofMonth', 'DepTime', 'ArrTime'].map(number);
  const at = (row: number, hhmm: number): number =>
    Date.UTC(2011, (month?.[row] ?? 0) - 1, day?.[row] ?? 0) + (Math.floor(hhmm / 100) * 60 + (hhmm % 100)) * minuteMs;
  const times = (of: (row: number) => number): NumericColumn => ({
    name: 'time',
    kind: 'instant',
    values: Float64Array.from({ length: table.rowCount }, (_, row) => of(row)),
  });
  const left = times((row) => at(row, departed?.[row] ?? Number.NaN));
  const landed = times((row) => {
    const [from, to] = [departed?.[row] ?? Number.NaN, arrived?.[row] ?? Number.NaN];
    return at(row, to) + (to >= from ? 0 : dayMs);
  });
  const tails = columnOf(table, 'TailNum') as Extract<Column, { kind: 'text' }>;
  const isJune = (row: number): boolean =>
    month?.[row] === 6 &&
    !Number.isNaN(left.values[row]) &&
    !Number.isNaN(landed.values[row]) &&
    (tails.codes[row] ?? -1) >= 0;
  const rows = Int32Array.from(Array(table.rowCount).keys()).filter(isJune);
  const june = takeRows(
    { rowCount: table.rowCount, columns: [...table.columns, left, { ...landed, name: 'landed' }] },
    rows,
  );
  const renamed = june.columns.map((column) => (column.name === 'time' ? { ...column, name: 'left' } : column));
  return { june: { ...june, columns: renamed }, rows };
}

test('departures of a day find landings and departures as pandas merge_asof does', async (context) => {
  if (skip !== undefined) context.skip(skip);
  const { june, rows } = await juneFlights();
  const place = new Map([...rows].map((row, i) => [row, i]));
  const events = takeRows(
    june,
    Int32Array.from(reference.events, (row) => place.get(row) ?? -1),
  );
  expect([reference.events.length, reference.joins.length]).toEqual([673, 4]);
  for (const { by, time, ttlHours, rows: expected } of reference.joins) {
    const timeOf = (table: Table, name: string) => columnOf(table, name) as NumericColumn;
    const features = { keys: [columnOf(june, by)], time: timeOf(june, time) };
    const options = ttlHours === null ? {} : { ttlMs: ttlHours * 3_600_000 };
    const observed = { keys: [columnOf(events, by)], time: timeOf(events, 'left') };
    const joined = asOfJoin(observed, features, options);
    expect([...joined.rows].map((i) => (i < 0 ? -1 : rows[i]))).toEqual(expected);

    // One at a time, as a server asks, the answer is the same.
    const lookup = openAsOfLookup(features, options);
    const one = (event: number) => {
      const row = takeRows(events, Int32Array.of(event));
      return lookup.rowAt([columnOf(row, by)], observed.time.values[event] ?? Number.NaN);
    };
    for (let event = 0; event < expected.length; event += 10) expect(one(event)).toBe(joined.rows[event]);
  }
});
