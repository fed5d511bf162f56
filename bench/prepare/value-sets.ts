import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { hash32 } from '@tend/kernels';
import { readCsv } from '@tend/node';
import { columnOf, type Table, takeRows } from '@tend/table';

/** A table and what is asked of it. */
export interface ValueSet {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  /** What is to be learnt of a cell of the target; NaN leaves the row out. */
  readonly outcomeOf: (cell: string | number) => number;
  readonly task: 'binary' | 'regression';
  /** No features: known only afterwards, weights, row numbers. */
  readonly without?: readonly string[];
  /** The features, where they are fewer than the others. */
  readonly only?: readonly string[];
  /** Rows of free text, which the other side vectorises. */
  readonly texts?: readonly string[];
  /** About so many of the rows. */
  readonly sample?: number;
}

const is =
  (wanted: string | number) =>
  (cell: string | number): number =>
    Number(cell === wanted);
const asItIs = (cell: string | number): number => Number(cell);

export const valueSets: readonly ValueSet[] = [
  { name: 'sms', file: 'sms_spam.csv', target: 'type', outcomeOf: is('spam'), task: 'binary', texts: ['text'] },
  {
    name: 'birds',
    file: 'bird_strikes.csv.gz',
    target: 'effect',
    outcomeOf: (cell) => Number(cell !== 'None'),
    task: 'binary',
    without: ['date'],
    texts: ['remarks'],
  },
  { name: 'adult', file: 'adult.csv.gz', target: 'income', outcomeOf: is('>50K'), task: 'binary', without: ['fnlwgt'] },
  {
    name: 'bank',
    file: 'bank_marketing.csv.gz',
    target: 'y',
    outcomeOf: is('yes'),
    task: 'binary',
    without: ['duration'],
  },
  {
    name: 'telco',
    file: 'telco_churn.csv',
    target: 'Churn',
    outcomeOf: is('Yes'),
    task: 'binary',
    without: ['customerID'],
  },
  { name: 'german', file: 'german_credit.csv', target: 'default', outcomeOf: is(2), task: 'binary' },
  {
    name: 'flights',
    file: 'houston_flights_2011.csv.gz',
    target: 'ArrDelay',
    outcomeOf: (cell) => (Number.isNaN(cell) ? Number.NaN : Number(Number(cell) > 15)),
    task: 'binary',
    only: [
      ...['Month', 'DayofMonth', 'DayOfWeek', 'DepTime', 'FlightNum', 'Distance', 'TaxiOut'],
      ...['UniqueCarrier', 'Origin', 'Dest', 'TailNum'],
    ],
    sample: 20_000,
  },
  {
    name: 'california',
    file: 'california_housing.csv',
    target: 'median_house_value',
    outcomeOf: asItIs,
    task: 'regression',
  },
  { name: 'diamonds', file: 'diamonds.csv', target: 'price', outcomeOf: asItIs, task: 'regression' },
  {
    name: 'bike',
    file: 'bike_sharing_hour.csv',
    target: 'cnt',
    outcomeOf: asItIs,
    task: 'regression',
    without: ['instant', 'dteday', 'casual', 'registered'],
  },
];

/** A set in memory: the rows that count, what is to be learnt of each, and the features. */
export interface ValueTable {
  readonly table: Table;
  /** Where each row stands in the file. */
  readonly rows: Int32Array;
  readonly y: Float64Array;
  readonly columns: readonly string[];
  /** The file as plain text. */
  readonly path: string;
  remove(): void;
}

/** Reads a set; packed ones are unpacked into a folder that `remove` takes away. */
export async function readValueSet(set: ValueSet, datasets: string): Promise<ValueTable> {
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const bytes = readFileSync(join(datasets, set.file));
  const path = join(folder, 'table.csv');
  writeFileSync(path, set.file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  const whole = await readCsv(path);
  const target = columnOf(whole, set.target);
  const all = Float64Array.from({ length: whole.rowCount }, (_, row) => {
    if (target.kind !== 'text') return set.outcomeOf(target.values[row] ?? Number.NaN);
    const text = target.dictionary[target.codes[row] ?? -1];
    return text === undefined ? Number.NaN : set.outcomeOf(text);
  });
  const known = Int32Array.from(all.keys()).filter((row) => !Number.isNaN(all[row]));
  const share = (set.sample ?? known.length) / known.length;
  const rows = known.filter((row) => hash32(row, 99) < share * 2 ** 32);
  const isFeature = (name: string): boolean => name !== set.target && set.without?.includes(name) !== true;
  return {
    table: takeRows(whole, rows),
    rows,
    y: Float64Array.from(rows, (row) => all[row] as number),
    columns: set.only ?? whole.columns.map(({ name }) => name).filter(isFeature),
    path,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
