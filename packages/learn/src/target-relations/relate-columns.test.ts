import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { columnOf, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { codedColumns } from '../associations/coded-columns.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import { type LeakTarget, leakTargetOf } from '../explore/leak-target.ts';
import type { Shape } from './column-relation.ts';
import reference from './relate-columns.reference.json' with { type: 'json' };
import { relateColumns } from './relate-columns.ts';

// Whole data sets on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

interface Curve {
  readonly points: readonly (readonly number[])[];
  readonly missing?: readonly number[];
  readonly welch?: number;
}
interface SetReference {
  readonly target: string;
  readonly positive: string | null;
  readonly overall: readonly number[];
  readonly curves: Readonly<Record<string, Curve>>;
}
const sets = reference.sets as unknown as Readonly<Record<string, SetReference>>;
const reading: Readonly<Record<string, { readonly delimiter?: string; readonly missing?: readonly string[] }>> = {
  'adult.csv': { missing: ['', '?'] },
  'bank_marketing.csv': { delimiter: ';' },
};
const allRows = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);

function targetOf(table: Table, { target, positive }: SetReference): LeakTarget {
  const column = columnOf(table, target);
  if (positive === null) return leakTargetOf(column);
  if (column.kind !== 'text')
    return { type: 'binary', y: Int8Array.from(column.values, (value) => (value === Number(positive) ? 1 : 0)) };
  const isYes = (code: number): number => (code < 0 ? -1 : column.dictionary[code] === positive ? 1 : 0);
  return { type: 'binary', y: Int8Array.from(column.codes, isYes) };
}

describe.each(Object.keys(sets))('%s', (file) => {
  const { path, skip } = dataset(file);
  test('rates, means, intervals and n agree with NumPy and SciPy, by level and by bin', (context) => {
    if (skip !== undefined) context.skip(skip);
    const set = sets[file]!;
    const table = csvTable(readFileSync(path, 'utf8'), reading[file]);
    const relations = relateColumns(codedColumns(table, allRows(table)), targetOf(table, set), Object.keys(set.curves));
    const near = (found: readonly number[], given: readonly number[], what: string): void => {
      for (const [i, number] of given.entries())
        expect(Math.abs((found[i] ?? Number.NaN) - number), `${what}: ${found[i]} for ${number}`).toBeLessThan(
          1e-7 * Math.max(1e-3, Math.abs(given[1] ?? 0), Math.abs(number)),
        );
    };
    for (const { column, curve } of relations) {
      const given = set.curves[column]!;
      const numbersOf = (n: number, at: readonly { value: number; low: number; high: number }[]): number[] => [
        n,
        at[0]!.value,
        at[0]!.low,
        at[0]!.high,
      ];
      near(numbersOf(set.overall[0]!, curve.overall), set.overall, column);
      expect(curve.points.length, column).toBe(given.points.length);
      for (const [i, { n, estimates }] of curve.points.entries())
        near(numbersOf(n, estimates), given.points[i]!, `${column}, point ${i}`);
      expect(curve.missing?.n, column).toBe(given.missing?.[0]);
      if (curve.missing !== undefined && given.missing !== undefined)
        near(numbersOf(curve.missing.n, curve.missing.estimates), given.missing, `${column}, missing`);
      if (given.welch !== undefined) expect(curve.shapes[0]?.pValue, column).toBeCloseTo(given.welch, 7);
    }
  });
});

const n = 4000;
const rows = Int32Array.from({ length: n }, (_, row) => row);

/** A number from 0 to 1, and an outcome whose mean or rate is a function of it. */
function planted(seed: number, of: (x: number) => number): { readonly table: Table; readonly targets: LeakTarget[] } {
  const random = randomStream(seed);
  const x = Array.from({ length: n }, () => (random.uniform() < 0.1 ? null : random.uniform()));
  const means = x.map((value) => (value === null ? 0.5 : of(value)));
  const values = Float64Array.from(means, (mean) => mean + 0.3 * random.normal());
  const y = Int8Array.from(means, (mean) => (random.uniform() < mean ? 1 : 0));
  const codes = Int32Array.from(means, (mean) => (random.uniform() < mean ? 1 : random.integer(2) * 2));
  return {
    table: tableOf([numericColumn('x', 'number', x)]),
    targets: [
      { type: 'number', values },
      { type: 'binary', y },
      { type: 'classes', codes, classes: ['a', 'b', 'c'] },
    ],
  };
}

const shapes: readonly (readonly [Shape, (x: number) => number])[] = [
  ['rising', (x) => 0.2 + 0.6 * x],
  ['rising', (x) => (x < 0.7 ? 0.3 : 0.7)],
  ['falling', (x) => 0.8 - 0.6 * x * x],
  ['peaked', (x) => 0.8 - 2.4 * (x - 0.5) ** 2],
  ['dipped', (x) => 0.2 + 2.4 * (x - 0.6) ** 2],
  ['irregular', (x) => (Math.floor(x * 4) % 2 === 0 ? 0.3 : 0.7)],
];

test.each(shapes)('the shape %s is called so, for a number, a rate and a class', (shape, of) => {
  const { table, targets } = planted(2, of);
  for (const target of targets) {
    const [relation] = relateColumns(codedColumns(table, rows), target, ['x']);
    const { curve } = relation!;
    const place = target.type === 'classes' ? curve.series.indexOf('b') : 0;
    expect(curve.shapes[place]?.shape).toBe(shape);
    expect(relation?.strength?.adjusted).toBeLessThan(1e-6);
    expect(curve.missing?.n).toBe(relation?.missing);
  }
});

test('noise: strengths hold nothing in their intervals, and at most 2% of shapes are called other than flat', () => {
  let [held, below, strengths, shaped, called] = [0, 0, 0, 0, 0];
  for (let seed = 0; seed < 100; seed++) {
    const { table, targets } = planted(seed, () => 0.5);
    const random = randomStream(1000 + seed);
    const levels = Array.from({ length: n }, () => `l${random.integer(seed < 50 ? 5 : 400)}`);
    const both = tableOf([...table.columns, textColumn('levels', levels)]);
    for (const target of targets)
      for (const { strength, curve } of relateColumns(codedColumns(both, rows), target, ['x', 'levels'])) {
        strengths++;
        const nothing = strength?.measure === 'auc' ? 0.5 : 0;
        if (strength !== undefined && strength.low <= nothing) held++;
        if (strength !== undefined && strength.pValue < 0.05) below++;
        for (const { shape } of curve.shapes) {
          shaped++;
          if (shape !== 'flat') called++;
        }
      }
  }
  expect(strengths).toBe(600);
  expect(held / strengths).toBeGreaterThan(0.96);
  expect(below / strengths).toBeLessThan(0.05);
  expect(called / shaped).toBeLessThan(0.02);
});

test('a target that says nothing relates to nothing; constant and empty columns are borne', () => {
  const table = tableOf([
    numericColumn('constant', 'number', new Float64Array(n).fill(3)),
    numericColumn('empty', 'number', new Float64Array(n).fill(Number.NaN)),
    textColumn(
      'key',
      Array.from({ length: n }, (_, i) => `k${i}`),
    ),
  ]);
  const y = Int8Array.from(rows, (row) => row % 2);
  expect(relateColumns(codedColumns(table, rows), { type: 'binary', y: new Int8Array(n) }, ['constant'])).toEqual([]);
  // The mean of equal numbers may not be that number to the last bit.
  const same: LeakTarget = { type: 'number', values: new Float64Array(n).fill(0.1) };
  expect(relateColumns(codedColumns(table, rows), same, ['key'])).toEqual([]);
  const found = relateColumns(codedColumns(table, rows), { type: 'binary', y }, ['constant', 'empty', 'key']);
  for (const { strength, curve } of found) {
    expect(strength?.value).toBe(0.5);
    expect(curve.shapes[0]?.shape).toBe('flat');
  }
  expect(JSON.stringify(found)).not.toMatch(/k\d|null/);
  expect(found.map(({ curve }) => curve.points.length)).toEqual([1, 0, 1]);
});
