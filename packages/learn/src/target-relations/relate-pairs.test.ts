import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { expect, test, vi } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { codedColumns } from '../associations/coded-columns.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import { type LeakTarget, leakTargetOf } from '../explore/leak-target.ts';
import { relatePairs } from './relate-pairs.ts';

vi.setConfig({ testTimeout: 120_000 });

const n = 2000;
const rows = Int32Array.from({ length: n }, (_, row) => row);

interface Drawn {
  readonly a: number;
  readonly b: number;
  readonly level: number;
}

/** Six columns of several kinds, and outcomes of every kind whose log-odds or mean is a function of three of them. */
function drawn(seed: number, effect: (of: Drawn) => number): { readonly table: Table; readonly targets: LeakTarget[] } {
  const random = randomStream(seed);
  const three = Array.from({ length: n }, () => ({ a: random.normal(), b: random.normal(), level: random.integer(4) }));
  const effects = three.map(effect);
  const rate = (x: number): number => 1 / (1 + Math.exp(-x));
  return {
    table: tableOf([
      numericColumn(
        'a',
        'number',
        three.map(({ a }) => a),
      ),
      numericColumn(
        'b',
        'number',
        three.map(({ b }) => b),
      ),
      textColumn(
        'level',
        three.map(({ level }) => `l${level}`),
      ),
      numericColumn(
        'yes',
        'boolean',
        three.map(() => random.integer(2)),
      ),
      numericColumn(
        'gaps',
        'integer',
        three.map(() => (random.uniform() < 0.2 ? null : random.integer(30))),
      ),
      textColumn(
        'many',
        three.map(() => `m${random.integer(40)}`),
      ),
    ]),
    targets: [
      { type: 'binary', y: Int8Array.from(effects, (x) => (random.uniform() < rate(x) ? 1 : 0)) },
      { type: 'number', values: Float64Array.from(effects, (x) => x + random.normal()) },
      {
        type: 'classes',
        codes: Int32Array.from(effects, (x) => (random.uniform() < rate(x) ? 0 : 1 + random.integer(2))),
        classes: ['p', 'q', 'r'],
      },
    ],
  };
}
const names = ['a', 'b', 'level', 'yes', 'gaps', 'many'];

test.each([
  ['a sign that another number turns', ['a', 'b'], ({ a, b }: Drawn) => 1.5 * Math.sign(a) * Math.sign(b)],
  ['an effect in one level only', ['a', 'level'], ({ a, level }: Drawn) => (level === 2 ? 3 * a : 0.2 * a)],
])('a planted interaction is found first: %s', (_, columns, effect) => {
  for (const target of drawn(1, effect).targets) {
    const { interactions, tested } = relatePairs(codedColumns(drawn(1, effect).table, rows), target, names);
    expect(tested.interactions).toBe(target.type === 'classes' ? 45 : 15);
    const first = interactions[0]!;
    expect(first.columns).toEqual(columns);
    expect(first.gain.low).toBeGreaterThan(0);
    expect(first.gain.value).toBeGreaterThan(0.03);
    expect(interactions.length).toBeLessThanOrEqual(2);
    const { table, contrast } = first;
    const at = (i: 0 | 1, j: 0 | 1): number =>
      table.cells[contrast.rows[i] * table.columns.length + contrast.columns[j]]!.value;
    const sds = table.measure === 'rate' ? 0.2 : 0.5;
    expect(Math.abs(at(0, 0) - at(0, 1) - at(1, 0) + at(1, 1))).toBeGreaterThan(sds);
  }
});

/** How many of the tables claim an interaction, and how many a reversal. */
function claims(seeds: number, effect: (of: Drawn) => number): readonly [number, number] {
  let [interactions, reversals] = [0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const { table, targets } = drawn(seed, effect);
    const target = targets[seed % 3]!;
    const found = relatePairs(codedColumns(table, rows), target, names);
    if (found.interactions.length > 0) interactions++;
    if (found.reversals.length > 0) reversals++;
  }
  return [interactions, reversals];
}

test('of 100 tables of noise at most one claims an interaction, at most one a reversal', () => {
  const [interactions, reversals] = claims(100, () => 0);
  expect(interactions).toBeLessThanOrEqual(1);
  expect(reversals).toBeLessThanOrEqual(1);
});

test('of 60 tables of strong effects that add up at most one claims an interaction, at most one a reversal', () => {
  const [interactions, reversals] = claims(60, ({ a, b, level }) => a + b + 0.5 * level - 1);
  expect(interactions).toBeLessThanOrEqual(1);
  expect(reversals).toBeLessThanOrEqual(1);
});

/** Applicants by department and sex with their admissions: [department, sex, admitted, rejected]. */
type Admissions = readonly (readonly [string, string, number, number])[];

// Berkeley 1973 (Bickel, Hammel and O'Connell 1975), as in R's UCBAdmissions.
const berkeley: Admissions = [
  ['A', 'men', 512, 313],
  ['A', 'women', 89, 19],
  ['B', 'men', 353, 207],
  ['B', 'women', 17, 8],
  ['C', 'men', 120, 205],
  ['C', 'women', 202, 391],
  ['D', 'men', 138, 279],
  ['D', 'women', 131, 244],
  ['E', 'men', 53, 138],
  ['E', 'women', 94, 299],
  ['F', 'men', 22, 351],
  ['F', 'women', 24, 317],
];
// The same applicants, women admitted clearly more often in every department.
const turned: Admissions = berkeley.map(([department, sex, admitted, rejected]) => {
  const more = sex === 'women' ? Math.round(0.08 * (admitted + rejected)) : 0;
  return [department, sex, admitted + more, rejected - more] as const;
});

function admissionsTable(counts: Admissions): {
  readonly table: Table;
  readonly y: Int8Array;
  readonly all: Int32Array;
} {
  const people = counts.flatMap(([department, sex, admitted, rejected]) =>
    Array.from({ length: admitted + rejected }, (_, i) => ({ department, sex, y: i < admitted ? 1 : 0 })),
  );
  // Not in the order of the outcome.
  const order = Int32Array.from(people.keys());
  randomStream(1).shuffle(order);
  const shuffled = [...order].map((i) => people[i]!);
  const table = tableOf([
    textColumn(
      'department',
      shuffled.map(({ department }) => department),
    ),
    textColumn(
      'sex',
      shuffled.map(({ sex }) => sex),
    ),
  ]);
  return { table, y: Int8Array.from(shuffled, ({ y }) => y), all: Int32Array.from(shuffled.keys()) };
}

test('a table like that of Berkeley is reversed within departments, with counts and rates', () => {
  const { table, y, all } = admissionsTable(turned);
  const { reversals } = relatePairs(codedColumns(table, all), { type: 'binary', y }, ['department', 'sex']);
  expect(reversals.length).toBe(1);
  const [reversal] = reversals;
  const women = turned.filter(([, sex]) => sex === 'women');
  const men = turned.filter(([, sex]) => sex === 'men');
  const rate = (some: Admissions): number => {
    const admitted = some.reduce((sum, [, , k]) => sum + k, 0);
    return admitted / some.reduce((sum, [, , k, r]) => sum + k + r, 0);
  };
  expect(reversal).toMatchObject({ column: 'sex', where: { level: 'women' }, within: 'department', n: 4526 });
  expect(reversal?.overall.value).toBeCloseTo(rate(women) - rate(men), 12);
  expect(reversal?.overall.high).toBeLessThan(0);
  expect(reversal?.inGroups.low).toBeGreaterThan(0);
  expect(reversal?.groups.length).toBe(6);
  for (const { group, there, elsewhere } of reversal?.groups ?? []) {
    const name = group.type === 'level' ? group.level : '';
    expect(there.value).toBeCloseTo(rate(women.filter(([department]) => department === name)), 12);
    expect(elsewhere.value).toBeCloseTo(rate(men.filter(([department]) => department === name)), 12);
  }
});

test('the real table of Berkeley is none: within departments the sexes differ by no more than noise', () => {
  const { table, y, all } = admissionsTable(berkeley);
  const { reversals, tested } = relatePairs(codedColumns(table, all), { type: 'binary', y }, ['department', 'sex']);
  expect(tested.reversals).toBeGreaterThan(0);
  expect(reversals).toEqual([]);
});

test('diamonds: an ideal cut costs less over all and more at the same weight', (context) => {
  const { path, skip } = dataset('diamonds.csv');
  if (skip !== undefined) context.skip(skip);
  const table = csvTable(readFileSync(path, 'utf8'));
  const all = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const price = leakTargetOf(table.columns.find(({ name }) => name === 'price')!);
  const { reversals } = relatePairs(codedColumns(table, all), price, [
    'carat',
    'cut',
    'color',
    'clarity',
    'depth',
    'table',
  ]);
  const ideal = reversals.find(
    ({ column, where }) => column === 'cut' && where.type === 'level' && where.level === 'Ideal',
  );
  expect(ideal?.within).toBe('carat');
  expect(ideal?.overall.high).toBeLessThan(0);
  expect(ideal?.inGroups.low).toBeGreaterThan(0);
});

test('a sample is stated, and nothing stands for fewer than five rows', () => {
  const { table, targets } = drawn(5, ({ a, b }) => 1.5 * Math.sign(a) * Math.sign(b));
  const rare = tableOf([
    ...table.columns,
    textColumn(
      'odd',
      Array.from({ length: n }, (_, i) => (i < 3 ? 'secret' : i % 2 === 0 ? 'even' : 'uneven')),
    ),
  ]);
  const found = relatePairs(codedColumns(rare, rows), targets[1]!, [...names, 'odd']);
  expect([found.rowCount, found.sampleSize]).toEqual([n, n]);
  expect(JSON.stringify(found)).not.toContain('secret');
  for (const { table: cells } of found.interactions)
    for (const cell of cells.cells) if (cell !== null) expect(cell.n).toBeGreaterThanOrEqual(5);
});
