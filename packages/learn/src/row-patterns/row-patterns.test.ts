import { readFileSync } from 'node:fs';
import { randomStream, ranks } from '@tend/kernels';
import { columnOf, numericColumn, schemaOf, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import { leakTargetOf } from '../explore/leak-target.ts';
import { binColumns } from './bin-columns.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { findRowPatterns, type RowPatternOptions, type RowPatterns } from './find-row-patterns.ts';
import { isolationScores } from './isolation-forest.ts';
import { outlyingCells } from './outlying-cells.ts';
import { rowFindings } from './row-findings.ts';
import reference from './row-patterns.reference.json' with { type: 'json' };

const everyRow = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const namesOf = (table: Table): readonly string[] => schemaOf(table).map(({ name }) => name);
const find = (table: Table, options: Partial<RowPatternOptions> = {}): RowPatterns =>
  findRowPatterns(table, everyRow(table), { columns: namesOf(table), ...options });

for (const file of [
  'dry_bean.csv',
  'california_housing.csv',
  'diamonds.csv',
  'german_credit.csv',
  'bike_sharing_hour.csv',
]) {
  const data = dataset(file);
  test(`outlying cells of ${file} are counted as NumPy and SciPy do`, (ctx) => {
    if (data.skip !== undefined) return ctx.skip(data.skip);
    const table = csvTable(readFileSync(data.path, 'utf8'));
    const expected = Object.entries(reference.cells).filter(([name]) => name.startsWith(`${file}: `));
    expect(expected.length).toBeGreaterThan(1);
    for (const [name, { median, firstQuartile, thirdQuartile, ...counts }] of expected) {
      const binned = binColumns(table, everyRow(table), [name.slice(file.length + 2)]);
      const cells = outlyingCells(binned[0]!);
      expect(cells).toMatchObject(counts);
      expect(cells?.median).toBeCloseTo(median, 9);
      expect(cells?.firstQuartile).toBeCloseTo(firstQuartile, 9);
      expect(cells?.thirdQuartile).toBeCloseTo(thirdQuartile, 9);
    }
  });
}

const duplicateSets = [
  { file: 'adult.csv', missing: ['', '?'] },
  { file: 'dry_bean.csv' },
  { file: 'bank_marketing.csv', delimiter: ';' },
  { file: 'sms_spam.csv' },
  { file: 'diamonds.csv' },
] as const;
for (const { file, ...options } of duplicateSets) {
  const data = dataset(file);
  test(`equal rows of ${file} are counted as pandas does`, (ctx) => {
    if (data.skip !== undefined) return ctx.skip(data.skip);
    const table = csvTable(readFileSync(data.path, 'utf8'), options);
    expect(duplicateRows(table, everyRow(table), namesOf(table))).toMatchObject(reference.duplicates[file]);
  });
}

const nearSets = [
  { file: 'german_credit.csv', target: 'default', without: '' },
  { file: 'telco_churn.csv', target: 'Churn', without: 'customerID' },
] as const;
for (const { file, target, without } of nearSets) {
  const data = dataset(file);
  test(`near rows of ${file} are those that comparing all pairs finds`, (ctx) => {
    if (data.skip !== undefined) return ctx.skip(data.skip);
    const table = csvTable(readFileSync(data.path, 'utf8'));
    const columns = namesOf(table).filter((name) => name !== target && name !== without);
    const { near } = find(table, { columns, target: leakTargetOf(columnOf(table, target)) });
    const expected = reference.near[file];
    expect(near?.n).toBe(expected.n);
    // No bucket is too full to be compared whole, so nothing is lost.
    expect(near?.recall).toMatchObject({ planted: 200, found: 200 });
    expect([near?.pairs, near?.rows]).toEqual([expected.pairs, expected.rows]);
    if (expected.differing > 0)
      expect(near?.conflicts).toMatchObject({ differing: expected.differing, rows: expected.conflictRows });
  });
}

for (const file of ['dry_bean.csv', 'california_housing.csv'] as const) {
  const data = dataset(file);
  test(`isolation scores of ${file} rank rows as scikit-learn's do, as far as its own seeds agree`, (ctx) => {
    if (data.skip !== undefined) return ctx.skip(data.skip);
    const { columns, every, scores, rankCorrelationOfSeeds } = reference.forest[file];
    const table = csvTable(readFileSync(data.path, 'utf8'));
    const read = columns.map((name) => columnOf(table, name)).flatMap((one) => (one.kind === 'text' ? [] : [one]));
    const complete = everyRow(table).filter((row) => read.every(({ values }) => !Number.isNaN(values[row]!)));
    const rows = scores.map((_, i) => complete[i * every]!);
    const values = Float64Array.from(rows.flatMap((row) => read.map((column) => column.values[row]!)));
    const own = isolationScores({ values, width: read.length }, 1);
    expect(own).toEqual(isolationScores({ values, width: read.length }, 1));
    expect(correlation(ranks(own), ranks(Float64Array.from(scores)))).toBeGreaterThan(rankCorrelationOfSeeds - 0.02);
    const meanOf = (list: ArrayLike<number>): number =>
      Array.from(list).reduce((sum, score) => sum + score, 0) / rows.length;
    expect(meanOf(own)).toBeCloseTo(meanOf(scores), 2);
  });
}

function correlation(a: Float64Array, b: Float64Array): number {
  const middle = (a.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - middle, b[i]! - middle];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Rows of noise in eight columns, of which some are copied with one cell changed and others lie far away. */
function planted(copies: number, strays: number): { readonly table: Table; readonly y: Int8Array } {
  const random = randomStream(3);
  const n = 2000;
  const columns = Array.from({ length: 7 }, () => Float64Array.from({ length: n }, () => random.normal()));
  const colours = Array.from({ length: n }, () => `colour ${random.integer(5)}`);
  const y = Int8Array.from({ length: n }, () => random.integer(2));
  for (let k = 0; k < copies; k++) {
    for (const column of columns) column[1000 + k] = column[k]!;
    colours[1000 + k] = colours[k]!;
    columns[k % 7]![1000 + k] = 0.5;
    y[1000 + k] = 1 - y[k]!;
  }
  for (let k = 0; k < strays; k++) for (const column of columns.slice(0, 3)) column[500 + k] = 6 + random.normal() / 4;
  const table = tableOf([
    ...columns.map((values, c) => numericColumn(`c${c}`, 'number', values)),
    textColumn('colour', colours),
  ]);
  return { table, y };
}

describe('planted rows', () => {
  const { table, y } = planted(60, 16);
  const found = find(table, { target: { type: 'binary', y } });

  test('every copy with one cell changed is found, and that its outcome differs', () => {
    expect(found.near).toMatchObject({ pairs: 60, rows: 120, mostDifferent: 1 });
    expect(found.near?.conflicts).toMatchObject({ pairs: 60, differing: 60, rows: 120 });
  });

  test('rows that lie apart are found with the columns they are odd by', () => {
    expect(found.outlying?.rows).toBe(16);
    expect(
      found.outlying?.oddIn
        .slice(0, 3)
        .map(({ column }) => column)
        .sort(),
    ).toEqual(['c0', 'c1', 'c2']);
  });

  test('sentences say so', () => {
    expect(rowFindings(found).map(({ finding }) => finding.message)).toEqual([
      '120 of 2,000 different rows (6.0%) have a near twin that agrees in at least 7 of 8 columns; the search finds 100% of planted twins',
      'of 60 pairs of nearly equal rows 100% have different outcomes (120 of 120 rows; of any two rows 50%): labels may be wrong there, or a column that tells them apart is not in the data',
      '16 of 2,000 rows (0.8%) lie apart from all others; odd by "c0" (16), "c1" (16), "c2" (16)',
    ]);
  });
});

test('a cut between infinities parts no rows: all have paths of full depth', () => {
  const values = Float64Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? Number.POSITIVE_INFINITY : -Infinity));
  // Liu, Ting and Zhou 2008: three levels for 8 rows, then the mean path of a search among 8.
  const usual = 2 * (Math.log(7) + 0.5772156649015329) - 14 / 8;
  for (const score of isolationScores({ values, width: 1 }, 1))
    expect(score).toBeCloseTo(2 ** -((3 + usual) / usual), 12);
});

test('isolated values are counted on both scales: a long tail is none, a wrong unit is one', () => {
  const random = randomStream(8);
  const tail = Float64Array.from({ length: 5000 }, () => Math.exp(1.5 * random.normal()));
  const grams = Float64Array.from({ length: 5000 }, (_, i) => (70 + 10 * random.normal()) * (i % 500 === 0 ? 1000 : 1));
  const table = tableOf([numericColumn('tail', 'number', tail), numericColumn('grams', 'number', grams)]);
  expect(find(table).cells.map(({ isolated }) => [isolated.below, isolated.above])).toEqual([
    [0, 0],
    [0, 10],
  ]);
});

test.each(['normal', 'uniform', 'exponential', 'coin'] as const)(
  '%s noise gives no finding on rows or cells',
  (kind) => {
    let findings = 0;
    for (let seed = 0; seed < 5; seed++) {
      const random = randomStream(seed);
      const draw = {
        normal: () => random.normal(),
        uniform: () => random.uniform(),
        exponential: () => -Math.log(1 - random.uniform()),
        coin: () => (random.uniform() < 0.3 ? 1 : 0),
      }[kind];
      // Coins agree by chance; with enough of them hardly any two rows do in nearly all.
      const columns = Array.from({ length: kind === 'coin' ? 30 : 8 }, (_, c) =>
        numericColumn(`c${c}`, 'number', Float64Array.from({ length: 500 }, draw)),
      );
      findings += rowFindings(find(tableOf(columns))).length;
    }
    expect(findings).toBe(0);
  },
);

test.each([
  ['no rows', tableOf([numericColumn('a', 'number', [])])],
  ['one row', tableOf([numericColumn('a', 'number', [1]), textColumn('b', [null])])],
  [
    'all missing',
    tableOf([numericColumn('a', 'number', [null, null, null]), numericColumn('b', 'date', [1, 2, null])]),
  ],
  ['constant', tableOf(Array.from({ length: 6 }, (_, c) => numericColumn(`c${c}`, 'integer', new Float64Array(4))))],
])('%s: nothing is claimed', (_, table) => {
  const found = find(table);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  expect(rowFindings(found)).toEqual([]);
});
