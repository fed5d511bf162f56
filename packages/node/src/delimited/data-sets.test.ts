import { createReadStream } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { type ColumnKind, cellAt, type InferredColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { readDelimited } from './read-delimited.ts';

type Wanted = readonly [kind: ColumnKind, meaning: InferredColumn['meaning']];
interface DataSet {
  readonly rows: number;
  /** What a person says who has read the README beside the data sets. */
  readonly columns: Readonly<Record<string, Wanted>>;
  /** How many columns are numbers, times or truth values, and how many are text. */
  readonly typed: readonly [numeric: number, text: number];
}

const number: Wanted = ['number', 'quantity'];
const whole: Wanted = ['integer', 'quantity'];
const flag: Wanted = ['integer', 'truth value'];
const words: Wanted = ['text', 'category'];
const yesNo: Wanted = ['text', 'truth value'];
const sets: Readonly<Record<string, DataSet>> = {
  'adult.csv': { rows: 48_842, typed: [6, 9], columns: { fnlwgt: whole, workclass: words, income: words } },
  'german_credit.csv': {
    rows: 1000,
    typed: [8, 13],
    columns: { default: whole, foreign_worker: yesNo, property: words },
  },
  'telco_churn.csv': {
    rows: 7043,
    typed: [4, 17],
    columns: { TotalCharges: number, customerID: ['text', 'identifier'], SeniorCitizen: flag, Churn: yesNo },
  },
  'bank_marketing.csv': {
    rows: 41_188,
    typed: [10, 11],
    columns: { pdays: whole, euribor3m: number, default: words, y: yesNo },
  },
  'california_housing.csv': {
    rows: 20_640,
    typed: [9, 1],
    columns: { total_bedrooms: number, ocean_proximity: words },
  },
  'diamonds.csv': {
    rows: 53_940,
    typed: [7, 3],
    columns: { cut: ['text', 'ordered category'], price: whole, x: number },
  },
  'bike_sharing_hour.csv': {
    rows: 17_379,
    typed: [17, 0],
    columns: { instant: ['integer', 'identifier'], dteday: ['date', 'time'], hr: whole, holiday: flag, cnt: whole },
  },
  'sms_spam.csv': { rows: 5574, typed: [0, 2], columns: { type: words, text: ['text', 'free text'] } },
  'bird_strikes.csv': {
    rows: 19_302,
    typed: [5, 12],
    columns: {
      date: ['date', 'time'],
      effect: words,
      birds_struck: words,
      remarks: ['text', 'free text'],
      speed: whole,
    },
  },
  'dry_bean_european_format.csv': {
    rows: 13_611,
    typed: [17, 1],
    columns: { 'Bean ID': ['integer', 'identifier'], Area: whole, Perimeter: number, Class: words },
  },
  'dry_bean.csv': { rows: 13_611, typed: [16, 1], columns: { Area: whole, Perimeter: number, Class: words } },
  'vic_electricity.csv': {
    rows: 52_608,
    typed: [5, 0],
    columns: { Time: ['instant', 'time'], Date: ['date', 'time'], Holiday: ['boolean', 'truth value'], Demand: number },
  },
  'houston_flights_2011.csv': {
    rows: 227_496,
    typed: [16, 5],
    columns: {
      DepTime: whole,
      Year: ['integer', 'constant'],
      Cancelled: flag,
      CancellationCode: words,
      TailNum: words,
    },
  },
};

async function read(path: string, columns: Parameters<typeof readDelimited>[1]['columns'] = {}) {
  return readDelimited([{ name: path, open: () => createReadStream(path) }], { columns, missing: {}, maxRejected: 0 });
}

describe('kinds and meanings of real columns', { timeout: 60_000 }, () => {
  for (const [name, { rows, columns, typed }] of Object.entries(sets)) {
    const { path, skip } = dataset(name);
    test(name, async (context) => {
      if (skip !== undefined) context.skip(skip);
      const reading = await read(path);
      expect(reading.rowCounts).toEqual([rows]);
      const found = Object.fromEntries(reading.columns.map((column) => [column.name, [column.kind, column.meaning]]));
      expect(found).toMatchObject(columns);
      const texts = reading.columns.filter(({ kind }) => kind === 'text').length;
      expect([reading.columns.length - texts, texts]).toEqual(typed);
      for (const { reason } of reading.columns) expect(reason).toMatch(/\d/);
      await reading.close();
    });
  }
});

describe('what is known of single columns', () => {
  const telco = dataset('telco_churn.csv');
  test.skipIf(telco.skip !== undefined)('11 blanks of TotalCharges are missing numbers', async () => {
    const reading = await read(telco.path);
    const total = reading.columns.find(({ name }) => name === 'TotalCharges');
    expect(total).toMatchObject({ missing: [' '], reason: expect.stringContaining('11 are missing') });
  });

  const [plain, european] = [dataset('dry_bean.csv'), dataset('dry_bean_european_format.csv')];
  test.skipIf(plain.skip !== undefined)('decimal commas give the numbers of decimal points', async () => {
    const [one, other] = [await read(plain.path), await read(european.path)];
    for (const { name } of one.columns) expect(await other.table.column(name)).toEqual(await one.table.column(name));
  });

  const birds = dataset('bird_strikes.csv');
  test.skipIf(birds.skip !== undefined)('days before 0:00:00 are dates, and "None" is a class', async () => {
    const { table, columns } = await read(birds.path);
    expect(columns.find(({ name }) => name === 'date')?.format).toEqual({ pattern: 'M/D/YYYY 0:00:00' });
    const days = await table.column('date');
    const known = Array.from({ length: table.rowCount }, (_, row) => String(cellAt(days, row))).sort();
    expect([known[0], known.at(-1)]).toEqual(['1990-01-08', '1999-10-16']);
    const effect = await table.column('effect');
    expect(effect.kind === 'text' && effect.dictionary).toContain('None');
  });

  test.skipIf(birds.skip !== undefined)('what was found out reads the same file in the same way', async () => {
    const first = await read(birds.path);
    const stated = Object.fromEntries(first.columns.map((column) => [column.name, column]));
    const second = await read(birds.path, stated);
    for (const { name } of first.columns)
      expect(await second.table.column(name)).toEqual(await first.table.column(name));
  });
});

describe('every cell is the one that DuckDB reads', { timeout: 60_000 }, () => {
  for (const name of ['bird_strikes.csv', 'bank_marketing.csv', 'sms_spam.csv', 'telco_churn.csv']) {
    const { path, skip } = dataset(name);
    test(name, async (context) => {
      if (skip !== undefined) context.skip(skip);
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const rows = await connection.runAndReadAll(
        `select * from read_csv('${path}', all_varchar = true, header = true, strict_mode = true)`,
      );
      const names = rows.columnNames();
      const columns = Object.fromEntries(names.map((column) => [column, { kind: 'text' as const }]));
      const { table } = await read(path, columns);
      for (const [i, cells] of rows.getColumns().entries()) {
        const column = await table.column(names[i] ?? '');
        expect(Array.from(cells, (_, row) => cellAt(column, row))).toEqual(
          cells.map((cell) => (cell === '' ? null : cell)),
        );
      }
      connection.closeSync();
      instance.closeSync();
    });
  }
});
