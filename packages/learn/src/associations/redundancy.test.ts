import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import { associateColumns } from './associate-columns.ts';
import { codedColumns } from './coded-columns.ts';
import { redundantGroups } from './redundant-groups.ts';
import reference from './variance-inflation.reference.json' with { type: 'json' };
import { varianceInflation } from './variance-inflation.ts';

const allRows = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
type Inflations = Readonly<
  Record<string, { readonly n: number; readonly inflation: Readonly<Record<string, number | null>> }>
>;
const sets: Inflations = reference.sets;

describe.each(Object.keys(sets))('%s', (file) => {
  const { path, skip } = dataset(file);
  test('variance inflation agrees with least squares of NumPy', (context) => {
    if (skip !== undefined) context.skip(skip);
    const { n, inflation } = sets[file]!;
    const table = csvTable(readFileSync(path, 'utf8'));
    const found = varianceInflation(codedColumns(table, allRows(table)), Object.keys(inflation));
    expect(found.n).toBe(n);
    expect(found.leftOut).toEqual([]);
    for (const { column, inflation: factor, explained } of found.columns) {
      const given = inflation[column] ?? null;
      if (given === null || factor === null) expect([column, factor]).toEqual([column, given]);
      else expect(factor / given, column).toBeCloseTo(1, 4);
      expect(explained).toBeCloseTo(given === null ? 1 : 1 - 1 / given, 7);
    }
  });
});

test('numbers with many gaps, constants and texts are not asked; too few rows give nothing', () => {
  const n = 100;
  const random = randomStream(1);
  const a = Array.from({ length: n }, random.normal);
  const table = tableOf([
    numericColumn('a', 'number', a),
    numericColumn(
      'b',
      'number',
      a.map((x) => x + random.normal()),
    ),
    numericColumn(
      'gaps',
      'number',
      a.map((x, i) => (i % 3 === 0 ? null : x)),
    ),
    numericColumn(
      'constant',
      'number',
      a.map(() => 4),
    ),
    textColumn('text', a.map(String)),
  ]);
  const found = varianceInflation(codedColumns(table, allRows(table)), ['a', 'b', 'gaps', 'constant', 'text']);
  expect(found.columns.map(({ column }) => column)).toEqual(['a', 'b']);
  expect(found.leftOut).toEqual(['gaps', 'constant']);
  expect(
    varianceInflation(
      codedColumns(
        table,
        Int32Array.from({ length: 19 }, (_, i) => i),
      ),
      ['a', 'b'],
    ).columns,
  ).toEqual([]);
});

/** Three copies of one number with more and more noise, one text in two spellings, and what is coarser than it. */
function copies(): Table {
  const n = 1500;
  const random = randomStream(6);
  const x = Array.from({ length: n }, random.normal);
  const level = Array.from({ length: n }, () => random.integer(12));
  return tableOf([
    numericColumn(
      'x with gaps',
      'number',
      x.map((value, i) => (i % 10 === 0 ? null : value)),
    ),
    numericColumn(
      'x',
      'number',
      x.map((value) => value + 0.05 * random.normal()),
    ),
    numericColumn(
      'noisy x',
      'number',
      x.map((value) => -value + 0.3 * random.normal()),
    ),
    textColumn(
      'name',
      level.map((l) => `name ${l}`),
    ),
    textColumn(
      'code',
      level.map((l) => `code ${l}`),
    ),
    textColumn(
      'half',
      level.map((l) => (l < 6 ? 'low' : 'high')),
    ),
    numericColumn(
      'alone',
      'number',
      x.map(() => random.normal()),
    ),
  ]);
}

test('columns that say the same make groups, and the one to keep has its reason', () => {
  const table = copies();
  const associations = associateColumns(codedColumns(table, allRows(table)));
  const keeps = (strengths: readonly (readonly [string, number])[]): unknown[] =>
    redundantGroups(associations, new Map(strengths)).map(({ columns, because }) => [
      columns.toSorted(),
      columns[0],
      because,
    ]);
  const numbers = ['noisy x', 'x', 'x with gaps'];
  expect(keeps([])).toEqual([
    [numbers, 'x', 'closest'],
    [['code', 'name'], 'name', 'closest'],
  ]);
  expect(
    keeps([
      ['noisy x', 0.8],
      ['x', 0.7],
      ['x with gaps', 0.9],
    ])[0],
  ).toEqual([numbers, 'noisy x', 'strongestRelation']);
  const [group] = redundantGroups(associations);
  expect(group?.weakest).toBeGreaterThan(0.9);
  expect(group?.n).toBe(1350);
  expect(group?.links.length).toBe(3);
});

test('of two, the one with fewer missing values is kept', () => {
  const table = copies();
  const associations = associateColumns(codedColumns(table, allRows(table)), {
    columns: ['x with gaps', 'x', 'alone'],
  });
  expect(redundantGroups(associations)).toEqual([
    expect.objectContaining({ columns: ['x', 'x with gaps'], keep: 'x', because: 'fewestMissing' }),
  ]);
});
