import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { type Column, columnOf, numericColumn, schemaOf, type Table, tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { answersOf, csvTable } from '../explore/csv-table.cases.ts';
import { leakTargetOf } from '../explore/leak-target.ts';
import { periodsOf } from '../time-behaviour/periods.ts';
import { findMissingness, type Missingness, type MissingnessOptions } from './find-missingness.ts';
import { missingFindings } from './missing-findings.ts';
import { missingFlags } from './missing-flags.ts';
import { missingPatterns } from './missing-patterns.ts';
import reference from './missingness.reference.json' with { type: 'json' };

const everyRow = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const find = (table: Table, options: Partial<MissingnessOptions> = {}): Missingness =>
  findMissingness(table, everyRow(table), { columns: schemaOf(table).map(({ name }) => name), ...options });

const sets = [
  { file: 'bird_strikes.csv', missing: [''], target: `row["effect"] == 'None'`, source: 'effect' },
  { file: 'adult.csv', missing: ['', '?'], target: `row["income"] == '>50K'`, source: 'income' },
  {
    file: 'houston_flights_2011.csv',
    missing: [''],
    rows: 40_000,
    target: 'row["Cancelled"] == 1',
    source: 'Cancelled',
  },
  { file: 'telco_churn.csv', missing: [''], target: `row["Churn"] == 'Yes'`, source: 'Churn' },
] as const;

for (const { file, target, source, ...options } of sets) {
  const data = dataset(file);
  test(`missing cells of ${file} agree with pandas and SciPy`, (ctx) => {
    if (data.skip !== undefined) return ctx.skip(data.skip);
    const table = csvTable(readFileSync(data.path, 'utf8'), options);
    const expected = reference.sets[file];
    const found = find(table, { target: { type: 'binary', y: answersOf(table, target) } });
    expect(found.n).toBe(expected.n);
    expect(Object.fromEntries(found.columns.map(({ column, missing: count }) => [column, count]))).toEqual(
      expected.missing,
    );
    expect(found.completeRows).toBe(expected.complete);
    const rowsOf = (patterns: readonly { columns: readonly string[]; rows: number }[]): readonly string[] =>
      patterns.map(({ columns, rows }) => `${rows}: ${columns.toSorted().join(', ')}`).sort();
    expect(rowsOf(found.patterns)).toEqual(rowsOf(expected.patterns));
    expect(found.pooled.patterns + found.patterns.length).toBe(expected.different);
    for (const pair of found.coMissing.pairs) {
      const match = expected.pairs.find(({ columns }) => columns.every((name) => pair.columns.includes(name)));
      expect(match?.both).toBe(pair.both);
      expect(match?.phi).toBeCloseTo(pair.phi, 10);
      expect(match?.pValue).toBeLessThanOrEqual(pair.qValue * (1 + 1e-6));
    }
    for (const { columns } of found.coMissing.together)
      for (const other of columns.slice(1))
        expect(
          expected.pairs.find((pair) => pair.columns.includes(columns[0] ?? '') && pair.columns.includes(other))?.phi,
        ).toBeCloseTo(1, 12);
    for (const { column, mechanism } of found.columns) {
      const one = (expected.outcome as Record<string, { pValue: number; rateMissing: number; ratePresent: number }>)[
        column
      ];
      if (one === undefined || mechanism.outcome === undefined || column === source) continue;
      expect(mechanism.outcome.whereMissing).toBeCloseTo(one.rateMissing, 12);
      expect(mechanism.outcome.wherePresent).toBeCloseTo(one.ratePresent, 12);
      expect(mechanism.outcome.qValue).toBeGreaterThanOrEqual(one.pValue * (1 - 1e-9));
    }
  });
}

const housing = dataset('california_housing.csv');
test('bedrooms removed at random are related to nothing, and the rank test agrees with SciPy', (ctx) => {
  if (housing.skip !== undefined) return ctx.skip(housing.skip);
  const table = csvTable(readFileSync(housing.path, 'utf8'));
  const target = leakTargetOf(columnOf(table, 'median_house_value'));
  const columns = schemaOf(table).flatMap(({ name }) => (name === 'median_house_value' ? [] : [name]));
  const found = find(table, { columns, target });
  const mechanism = found.columns[0]?.mechanism;
  expect(mechanism?.verdict).toBe('noneFound');
  expect(mechanism?.outcome?.whereMissing).toBeCloseTo(reference.number.whereMissing, 6);
  expect(mechanism?.outcome?.wherePresent).toBeCloseTo(reference.number.wherePresent, 6);
  expect(mechanism?.outcome?.qValue).toBeGreaterThanOrEqual(reference.number.pValue);
  expect(missingFindings(found).map(({ finding }) => finding.message)).toEqual([
    'nothing was found that tells where "total_bedrooms" is missing (207 rows): the outcome and 8 other columns were tried',
  ]);
});

/** 3,000 rows of noise; `x` decides where `given` is missing, `block` lacks a stretch of rows, `twin` lacks what `given` lacks and more. */
function planted(seed: number): Table {
  const random = randomStream(seed);
  const n = 3000;
  const x = Float64Array.from({ length: n }, () => random.normal());
  const noise = Float64Array.from({ length: n }, () => random.normal());
  const given = noise.map((value, i) => (random.uniform() < ((x[i] ?? 0) > 1 ? 0.6 : 0.05) ? Number.NaN : value));
  const twin = noise.map((value, i) => (Number.isNaN(given[i]) || random.uniform() < 0.1 ? Number.NaN : value));
  const block = noise.map((value, i) => (i >= 1000 && i < 1400 ? Number.NaN : value));
  const chance = noise.map((value) => (random.uniform() < 0.1 ? Number.NaN : value));
  const day = Float64Array.from({ length: n }, (_, i) => 10_000 + Math.floor(i / 10));
  return tableOf([
    numericColumn('x', 'number', x),
    numericColumn('given', 'number', given),
    numericColumn('twin', 'number', twin),
    numericColumn('block', 'number', block),
    numericColumn('chance', 'number', chance),
    numericColumn('day', 'date', day),
  ]);
}

describe('planted reasons', () => {
  const table = planted(1);
  const day = columnOf(table, 'day');
  const periods = day.kind === 'text' ? undefined : periodsOf(day, everyRow(table));
  const found = find(table, periods === undefined ? {} : { periods });
  const column = (name: string): Missingness['columns'][number] => found.columns.find((one) => one.column === name)!;

  test('the deciding column is named, with the places where cells are missing most and least', () => {
    const { mechanism } = column('given');
    expect(mechanism).toMatchObject({ verdict: 'otherColumn', given: { column: 'x' } });
    expect(mechanism.given?.most.share).toBeGreaterThan(0.4);
    expect(mechanism.given?.least.share).toBeLessThan(0.1);
    expect(mechanism.given?.low).toBeGreaterThan(0.6);
  });

  test('a block is found where it is, and seen in time; chance is neither', () => {
    expect(column('block').block).toEqual({ from: 1001, to: 1400, missing: 400 });
    expect(column('block').overTime?.pValue).toBeLessThan(1e-6);
    expect(column('chance').block).toBeUndefined();
    expect(column('chance').mechanism.verdict).toBe('noneFound');
    expect(column('chance').overTime?.pValue).toBeGreaterThan(0.001);
  });

  test('what is missing wherever another is missing is nested in it', () => {
    expect(found.coMissing.nested).toMatchObject([{ column: 'given', within: 'twin' }]);
  });

  test('each is said in a sentence with its picture', () => {
    const findings = missingFindings(found).map(({ finding }) => finding);
    expect(findings.map(({ kind, subject }) => `${kind}: ${subject}`)).toEqual([
      'missingTogether: given, twin',
      'missingBlock: block',
      'missingMechanism: twin',
      'missingMechanism: given',
      'missingMechanism: chance',
    ]);
    expect(findings.every(({ picture }) => picture?.type === 'missing')).toBe(true);
  });
});

test('in noise hardly anything is found: over 100 tables at most 3 false relations in all', () => {
  let mistaken = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = randomStream(seed);
    const n = 400;
    const columns: Column[] = Array.from({ length: 6 }, (_, c) =>
      c < 2
        ? textColumn(
            `t${c}`,
            Array.from({ length: n }, () => (random.uniform() < 0.15 ? null : `v${random.integer(6)}`)),
          )
        : numericColumn(
            `c${c}`,
            'number',
            Float64Array.from({ length: n }, () => (random.uniform() < 0.1 * c ? Number.NaN : random.normal())),
          ),
    );
    const y = Int8Array.from({ length: n }, () => (random.uniform() < 0.3 ? 1 : 0));
    const found = find(tableOf(columns), { target: { type: 'binary', y } });
    mistaken += found.columns.filter(({ mechanism }) => mechanism.verdict !== 'noneFound').length;
    mistaken += found.coMissing.pairs.length + found.columns.filter(({ block }) => block !== undefined).length;
  }
  expect(mistaken).toBeLessThanOrEqual(3);
});

test('patterns count every row once, whatever is missing', () => {
  const cells = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(cells, (rows) => {
      const table = tableOf(
        Array.from({ length: 5 }, (_, c) =>
          numericColumn(
            `c${c}`,
            'number',
            rows.map((row) => (row[c] === true ? null : 1)),
          ),
        ),
      );
      const names = schemaOf(table).map(({ name }) => name);
      const { patterns, pooled, completeRows } = missingPatterns(
        missingFlags(table, everyRow(table), names),
        rows.length,
      );
      const keys = rows.map((row) => names.filter((_, c) => row[c] === true).join());
      for (const pattern of patterns)
        expect(pattern.rows).toBe(keys.filter((key) => key === pattern.columns.join()).length);
      expect(patterns.every((pattern) => pattern.rows >= 5)).toBe(true);
      expect(patterns.reduce((sum, pattern) => sum + pattern.rows, pooled.rows)).toBe(rows.length);
      expect(completeRows).toBe(keys.filter((key) => key === '').length);
    }),
  );
});

test.each([
  ['no rows', tableOf([numericColumn('a', 'number', [])])],
  ['nothing but missing', tableOf([numericColumn('a', 'number', [null, null]), textColumn('b', [null, null])])],
  ['nothing missing', tableOf([numericColumn('a', 'number', [1, 2])])],
])('%s: nothing is claimed', (_, table) => {
  const found = find(table, { target: { type: 'binary', y: new Int8Array(table.rowCount) } });
  expect(missingFindings(found)).toEqual([]);
  expect(found.coMissing.pairs).toEqual([]);
});
