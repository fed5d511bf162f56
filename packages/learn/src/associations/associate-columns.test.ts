import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import reference from './associate-columns.reference.json' with { type: 'json' };
import { associateColumns } from './associate-columns.ts';
import type { Association } from './association.ts';
import { codedColumns } from './coded-columns.ts';

// Whole data sets on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const sets: Readonly<Record<string, Readonly<Record<string, readonly (string | number | null)[]>>>> = reference.sets;
const reading: Readonly<Record<string, { readonly delimiter?: string; readonly missing?: readonly string[] }>> = {
  'adult.csv': { missing: ['', '?'] },
  'bank_marketing.csv': { delimiter: ';' },
  'dry_bean_european_format.csv': { delimiter: ';' },
};
const allRows = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);

/** The numbers of a pair in the order of the reference. */
function numbersOf(pair: Association): readonly (string | number)[] {
  const { uncorrected, value, normalised } = pair.mutualInformation;
  const information = [uncorrected, value, normalised];
  if (pair.type === 'numbers') {
    const { pearson, spearman } = pair;
    const ofPearson = [pearson.value, pearson.pValue, pearson.low, pearson.high];
    return ['numbers', pair.n, ...ofPearson, spearman.value, spearman.pValue, ...information, Number.NaN];
  }
  if (pair.type === 'levels')
    return ['levels', pair.n, pair.cramersV.uncorrected, pair.cramersV.value, pair.pValue, ...information];
  const { correlationRatio } = pair;
  return ['mixed', pair.n, correlationRatio.uncorrected, correlationRatio.value, pair.pValue, ...information];
}

describe.each(Object.keys(sets))('%s', (file) => {
  const { path, skip } = dataset(file);
  test('every pair agrees with SciPy and scikit-learn', (context) => {
    if (skip !== undefined) context.skip(skip);
    const table = csvTable(readFileSync(path, 'utf8'), reading[file]);
    const { pairs, sampleSize } = associateColumns(codedColumns(table, allRows(table)));
    expect(sampleSize).toBe(table.rowCount);
    const expected = sets[file]!;
    expect(pairs.length).toBe(Object.keys(expected).length);
    for (const pair of pairs) {
      const [a, b] = pair.columns;
      const name = `${a} | ${b}` in expected ? `${a} | ${b}` : `${b} | ${a}`;
      const given = expected[name] ?? [];
      const found = numbersOf(pair);
      expect(found.slice(0, 2), name).toEqual(given.slice(0, 2));
      // Where SciPy's own p-value of an exact relation is not a number there is nothing to compare.
      for (const [i, number] of given.entries())
        if (typeof number === 'number' && i >= 2 && !Number.isNaN(found[i]))
          expect(
            Math.abs((found[i] as number) - number),
            `${name}, number ${i}: ${found[i]} for ${number}`,
          ).toBeLessThan(1e-8 + 1e-7 * Math.abs(number));
      if (pair.type === 'numbers') {
        const byRank = pair.spearman.pValue;
        const byBins = given[11] as number;
        expect(pair.pValue, name).toBeCloseTo(Math.min(1, 2 * Math.min(byRank, byBins)), 7);
      }
    }
  });
});

/** Columns of every kind that have nothing to do with each other. */
function noise(seed: number, n: number): Table {
  const random = randomStream(seed);
  const draw = <T>(make: () => T): T[] => Array.from({ length: n }, make);
  const skewed = (levels: number): number => Math.floor(levels * random.uniform() ** 3);
  return tableOf([
    numericColumn('normal', 'number', draw(random.normal)),
    numericColumn(
      'cubed',
      'number',
      draw(() => random.normal() ** 3),
    ),
    numericColumn(
      'ties',
      'integer',
      draw(() => random.integer(4)),
    ),
    numericColumn(
      'gaps',
      'number',
      draw(() => (random.uniform() < 0.3 ? null : random.normal())),
    ),
    numericColumn(
      'yes',
      'boolean',
      draw(() => (random.uniform() < 0.1 ? 1 : 0)),
    ),
    numericColumn(
      'day',
      'date',
      draw(() => random.integer(3000)),
    ),
    textColumn(
      'few',
      draw(() => `l${random.integer(3)}`),
    ),
    textColumn(
      'many',
      draw(() => `l${skewed(60)}`),
    ),
    textColumn(
      'sparse',
      draw(() => (random.uniform() < 0.2 ? null : `l${skewed(25)}`)),
    ),
  ]);
}

test('noise gives no association: of 100 tables of 36 pairs, at most 8 claim one at a false discovery rate of 5%', () => {
  let [claimed, tests, below] = [0, 0, 0];
  for (let seed = 0; seed < 100; seed++) {
    const table = noise(seed, 400);
    const { pairs } = associateColumns(codedColumns(table, allRows(table)));
    expect(pairs.length).toBe(36);
    if (pairs.some(({ adjusted }) => adjusted < 0.05)) claimed++;
    for (const { pValue } of pairs) {
      tests++;
      if (pValue < 0.05) below++;
    }
  }
  expect(claimed).toBeLessThanOrEqual(8);
  expect(below / tests).toBeLessThan(0.06);
});

test('intervals hold the true strength in about 95 of 100 samples', () => {
  const held = { spearman: 0, eta: 0, cramer: 0, information: 0 };
  const runs = 400;
  for (let seed = 0; seed < runs; seed++) {
    const table = related(seed, 600);
    const pairs = associateColumns(codedColumns(table, allRows(table))).pairs;
    const holds = ({ low, high }: { low: number; high: number }, truth: number): number =>
      low <= truth && truth <= high ? 1 : 0;
    for (const pair of pairs) {
      const name = pair.columns.join(' ');
      if (pair.type === 'numbers' && name === 'u v') held.spearman += holds(pair.spearman, truth.spearman);
      if (pair.type === 'levelsAndNumber' && name === 'g x') held.eta += holds(pair.correlationRatio, truth.eta);
      if (pair.type === 'levels' && name === 'g h') {
        held.cramer += holds(pair.cramersV, truth.cramer);
        held.information += holds(pair.mutualInformation, truth.information);
      }
    }
  }
  for (const [name, count] of Object.entries(held)) {
    expect(count / runs, name).toBeGreaterThan(0.92);
    expect(count / runs, name).toBeLessThan(0.985);
  }
});

// Of u and v normal with correlation 0.6: Spearman is 6 / pi asin(0.3). Of x = g + e with g in -1, 0, 1: share (2/3) / (5/3).
// h is g in half of the rows, else one of three: shares 2/9 on the diagonal, 1/18 beside it.
const truth = {
  spearman: (6 / Math.PI) * Math.asin(0.3),
  eta: Math.sqrt(2 / 5),
  cramer: 0.5,
  information: 3 * (2 / 9) * Math.log(2) + 6 * (1 / 18) * Math.log(0.5),
};

function related(seed: number, n: number): Table {
  const random = randomStream(seed);
  const columns = { x: [] as number[], g: [] as string[], h: [] as string[] };
  for (let i = 0; i < n; i++) {
    const g = random.integer(3);
    const x = g - 1 + random.normal();
    columns.g.push(`g${g}`);
    columns.h.push(`h${random.uniform() < 0.5 ? g : random.integer(3)}`);
    columns.x.push(x);
  }
  const u = columns.x.map(() => random.normal());
  const v = u.map((one) => 0.6 * one + 0.8 * random.normal());
  return tableOf([
    textColumn('g', columns.g),
    textColumn('h', columns.h),
    numericColumn('x', 'number', columns.x),
    numericColumn('u', 'number', u),
    numericColumn('v', 'number', v),
  ]);
}

test('a curve is an association, though nothing rises or falls with it', () => {
  const random = randomStream(4);
  const x = Array.from({ length: 2000 }, random.normal);
  const table = tableOf([
    numericColumn('x', 'number', x),
    numericColumn(
      'square',
      'number',
      x.map((value) => value * value + 0.1 * random.normal()),
    ),
  ]);
  const [pair] = associateColumns(codedColumns(table, allRows(table))).pairs;
  if (pair?.type !== 'numbers') throw new Error('expected a pair of numbers');
  expect(pair.strength).toBeLessThan(0.1);
  expect(pair.anyShape).toBeGreaterThan(0.85);
  expect(pair.adjusted).toBeLessThan(1e-10);
});

test('drawings show no cell, level or value of fewer than five rows', () => {
  const random = randomStream(9);
  const level = Array.from({ length: 300 }, (_, i) => (i < 3 ? 'rare' : `level ${random.integer(4)}`));
  const code = level.map((text) => (text === 'rare' ? 'secret' : `code ${text}`));
  const number = level.map((text, i) => (i === 7 ? 31.4159265 : (level.indexOf(text) % 7) + 0.3 * random.normal()));
  const table = tableOf([
    textColumn('level', level),
    textColumn('code', code),
    numericColumn('number', 'number', number),
    numericColumn(
      'twice',
      'number',
      number.map((value) => 2 * value + 0.1 * random.normal()),
    ),
  ]);
  const { pairs } = associateColumns(codedColumns(table, allRows(table)));
  expect(pairs.filter(({ joint }) => joint !== undefined).length).toBe(6);
  const text = JSON.stringify(pairs);
  expect(text).not.toMatch(/rare|secret|31\.4|62\.8/);
  for (const { joint } of pairs)
    if (joint?.type === 'counts') {
      const shown = joint.counts.filter((count) => count > 0);
      expect(Math.min(...shown)).toBeGreaterThanOrEqual(5);
      expect(shown.reduce((sum, count) => sum + count, 0) + joint.suppressed.rows).toBe(300);
    }
});

test('a sample is stated, always the same, and bytes repeat', () => {
  const table = noise(1, 3000);
  const once = associateColumns(codedColumns(table, allRows(table)), { mostRows: 1000 });
  expect([once.rowCount, once.sampleSize]).toEqual([3000, 1000]);
  expect(JSON.stringify(associateColumns(codedColumns(table, allRows(table)), { mostRows: 1000 }))).toBe(
    JSON.stringify(once),
  );
  expect(JSON.stringify(once)).not.toContain('null,null');
});

test('empty, constant and lonely columns are in no pair, and huge values overflow nothing', () => {
  const n = 50;
  const up = Array.from({ length: n }, (_, i) => i);
  const table = tableOf([
    numericColumn('up', 'integer', up),
    numericColumn(
      'huge',
      'number',
      up.map((i) => (i - 20) * 1e306),
    ),
    numericColumn(
      'far',
      'number',
      up.map((i) => 1e9 + i * 1e-3),
    ),
    numericColumn(
      'empty',
      'number',
      up.map(() => null),
    ),
    numericColumn(
      'constant',
      'number',
      up.map(() => 7),
    ),
    numericColumn(
      'few',
      'number',
      up.map((i) => (i < 10 ? i : null)),
    ),
    textColumn(
      'key',
      up.map((i) => `k${i}`),
    ),
    numericColumn(
      'infinite',
      'number',
      up.map((i) => (i === 3 ? Number.POSITIVE_INFINITY : -i)),
    ),
  ]);
  const { pairs, columns, leftOut } = associateColumns(codedColumns(table, allRows(table)));
  expect(columns.filter(({ varies }) => !varies).map(({ column }) => column)).toEqual(['empty', 'constant', 'key']);
  expect(leftOut).toBe(4);
  expect(
    pairs.map((pair) => pair.type === 'numbers' && [...pair.columns, pair.n, Math.abs(pair.pearson.value)]),
  ).toEqual([
    ['up', 'huge', 50, expect.closeTo(1, 12)],
    ['up', 'far', 50, expect.closeTo(1, 6)],
    ['up', 'infinite', 49, expect.closeTo(1, 12)],
    ['huge', 'far', 50, expect.closeTo(1, 6)],
    ['huge', 'infinite', 49, expect.closeTo(1, 12)],
    ['far', 'infinite', 49, expect.closeTo(1, 6)],
  ]);
});
