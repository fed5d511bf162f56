import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { numericColumn, schemaOf, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { codedColumns } from '../associations/coded-columns.ts';
import reference from './birdstrikes.reference.json' with { type: 'json' };
import { answersOf, csvTable, rowsWhere } from './csv-table.cases.ts';
import { type Exploration, explore } from './explore.ts';
import { findRedundancies } from './find-redundancies.ts';
import { rankFindings } from './rank-findings.ts';

const file = new URL('../../../../node_modules/vega-datasets/data/birdstrikes.csv', import.meta.url);
const target = 'Effect Amount of damage';

/** The demonstration's data: strikes before 1998, positives damaged the aircraft. */
function exploreBirdstrikes(): Exploration {
  const table = csvTable(readFileSync(file, 'utf8'));
  const rows = rowsWhere(table, 'row["Flight Date"] < "1998-01-01"');
  const columns = schemaOf(table).flatMap(({ name }) => (name === target ? [] : [name]));
  return explore({
    table,
    rows,
    target: { type: 'binary', y: answersOf(table, `row["${target}"] != 'None'`) },
    columns,
    timeColumn: 'Flight Date',
  });
}

describe('on birdstrikes before 1998', () => {
  const exploration = exploreBirdstrikes();
  const profile = (name: string): Exploration['profiles'][number] =>
    exploration.profiles.find(({ column }) => column === name)!;
  const relation = (name: string): Exploration['relations'][number] =>
    exploration.relations.find(({ column }) => column === name)!;

  test('counts rows, positives, missing values and quantiles as pandas does', () => {
    expect([exploration.rowCount, exploration.known, exploration.positives]).toEqual([
      reference.rows,
      reference.rows,
      reference.positives,
    ]);
    const speed = profile('Speed IAS in knots');
    expect(speed.missing).toBe(reference.speed.missing);
    if (speed.kind !== 'integer') throw new Error('expected whole numbers');
    const at = new Map(speed.quantiles.map(({ share, value }) => [share, value]));
    for (const [i, share] of [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].entries())
      expect(at.get(share)).toBeCloseTo(reference.speed.quantiles[i]!, 9);
    const { counts, below, above, hidden } = speed.histogram!;
    const counted = below + above + hidden + counts.reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(reference.speed.n);
  });

  test('relates columns to the target as scikit-learn and scipy do', () => {
    const speed = relation('Speed IAS in knots');
    expect(speed.n).toBe(reference.speed.n);
    expect(speed.auc).toBeCloseTo(reference.speed.auc, 12);
    expect(speed.direction).toBe('higher');
    expect(speed.missing?.rate).toBeCloseTo(reference.speed.missingRate, 12);
    expect(speed.missing?.rateWherePresent).toBeCloseTo(reference.speed.presentRate, 12);
    expect(speed.missing?.pValue).toBeCloseTo(reference.speed.missingPValue, 10);
    const size = relation('Wildlife Size').bestLevel;
    expect(size).toMatchObject({ level: 'Large', n: reference.large.n });
    expect(size?.rate).toBeCloseTo(reference.large.rate, 12);
    // Out of fold: close to, and not above, what the levels' own rates would give.
    expect(relation('Wildlife Size').auc).toBeGreaterThan(0.66);
    expect(relation('Wildlife Size').auc).toBeLessThan(0.72);
  });

  test('follows the target through the years', () => {
    const { time } = exploration;
    expect(time?.periods.map(({ period, n, positives }) => [period, n, positives])).toEqual(reference.years);
    expect(time?.slope).toBeCloseTo(reference.slope, 12);
    expect(time?.trendPValue).toBeCloseTo(reference.trendPValue, 10);
    expect(time?.homogeneityPValue).toBeCloseTo(reference.homogeneityPValue, 10);
  });

  test('sees that the total is the sum and that the airport gives the state', () => {
    expect(reference.sumHoldsOn).toBe(1);
    expect(exploration.redundancies).toContainEqual({
      type: 'sum',
      total: 'Cost Total $',
      parts: ['Cost Other', 'Cost Repair'],
      share: 1,
      n: reference.rows,
    });
    expect(exploration.redundancies).toContainEqual(
      expect.objectContaining({ type: 'determines', columns: ['Airport Name', 'Origin State'], isMutual: false }),
    );
    // Spearman of repair and total is below 0.98: tied by the sum, not by rank.
    expect(reference.spearman).toBeLessThan(0.98);
    expect(exploration.redundancies.some(({ type }) => type === 'correlates')).toBe(false);
  });

  test('ranks the suspects first, each finding with number, n and no value of a single row', () => {
    const findings = rankFindings(exploration);
    expect(findings.slice(0, 3).map(({ kind, grade }) => [kind, grade])).toEqual(Array(3).fill(['leak', 'suspect']));
    for (const { message, n, value } of findings) {
      expect(message.length).toBeGreaterThan(20);
      expect(n).toBeGreaterThanOrEqual(20);
      expect(Number.isFinite(value)).toBe(true);
      expect(message).toMatch(/\d/);
      expect(message).not.toMatch(/NaN|undefined|<|0000000/);
    }
    const first = findings.map(({ kind }) => kind);
    expect(first.slice(3, 6)).toEqual(['timeTrend', 'relatedMissing', 'baseRate']);
    expect(first.lastIndexOf('strongColumn')).toBeLessThan(first.indexOf('redundant'));
    expect(findings.length).toBeLessThanOrEqual(26);
    // Where a column being missing goes with the target, the same sentence says where it is missing.
    expect(findings.filter(({ kind }) => kind === 'missingMechanism')).toEqual([]);
    expect(findings[4]?.message).toContain('it is missing in 50% where "Aircraft Airline Operator" is');
    expect(findings.find(({ kind }) => kind === 'timeTrend')?.message).toContain('rises by about 0.5% a year');
    expect(findings.find(({ kind }) => kind === 'missing')?.subject).toBe('Speed IAS in knots');
  });
});

test('unknown outcomes are left out and said', () => {
  const table = tableOf([
    numericColumn(
      'x',
      'number',
      Array.from({ length: 200 }, (_, i) => i % 50),
    ),
  ]);
  const y = Int8Array.from({ length: 200 }, (_, i) => (i < 40 ? -1 : i % 2));
  const exploration = explore({
    table,
    rows: Int32Array.from(y.keys()),
    target: { type: 'binary', y },
    columns: ['x'],
  });
  expect([exploration.rowCount, exploration.known, exploration.positives]).toEqual([200, 160, 80]);
  expect(rankFindings(exploration).find(({ kind }) => kind === 'baseRate')?.message).toContain(
    'the outcome of 40 more is unknown',
  );
});

test('redundancies: monotone copies, codes of the same thing, and no sums by accident', () => {
  const random = randomStream(3);
  const n = 2000;
  const x = Float64Array.from({ length: n }, () => random.normal());
  const level = Array.from({ length: n }, () => random.integer(6));
  const rare = Float64Array.from({ length: n }, (_, i) => (i % 150 === 0 ? 1 : 0));
  const table = tableOf([
    numericColumn('x', 'number', x),
    numericColumn(
      'x cubed',
      'number',
      x.map((v) => -v * v * v),
    ),
    numericColumn(
      'noise',
      'number',
      x.map(() => random.normal()),
    ),
    textColumn(
      'level',
      level.map((l) => `level ${l}`),
    ),
    numericColumn(
      'code',
      'integer',
      level.map((l) => 100 - l),
    ),
    textColumn(
      'group',
      level.map((l) => (l < 3 ? 'low' : 'high')),
    ),
    numericColumn('rare', 'number', rare),
    numericColumn('copy of noise but rarely', 'number', rare),
  ]);
  const names = table.columns.slice(0, 7).map(({ name }) => name);
  const found = findRedundancies(codedColumns(table, Int32Array.from(x.keys())), names);
  expect(found).toEqual([
    { type: 'correlates', columns: ['x', 'x cubed'], correlation: expect.closeTo(-1, 12), n },
    { type: 'determines', columns: ['level', 'code'], isMutual: true, share: 1, n },
    { type: 'determines', columns: ['level', 'group'], isMutual: false, share: 1, n },
    { type: 'determines', columns: ['code', 'group'], isMutual: false, share: 1, n },
  ]);
});
