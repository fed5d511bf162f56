import { readFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { columnOf, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import type { Finding } from '../explore/finding.ts';
import { leakTargetOf } from '../explore/leak-target.ts';
import reference from './check-split.reference.json' with { type: 'json' };
import { checkSplit } from './check-split.ts';
import { findGroupOverlap } from './group-overlap.ts';
import { findLabelConflicts } from './label-conflicts.ts';
import { findNewCategories } from './new-categories.ts';
import { findSharedRows } from './shared-rows.ts';
import type { SplitSides } from './split-sides.ts';
import { findTimeOverlap } from './time-overlap.ts';

vi.setConfig({ testTimeout: 60_000 });

type Rule = (row: number) => boolean;

function sidesOf(table: Table, target: string, isTest: Rule, more: Partial<SplitSides> = {}): SplitSides {
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const columns = table.columns.map(({ name }) => name).filter((name) => name !== target);
  return {
    table,
    train: rows.filter((row) => !isTest(row)),
    test: rows.filter(isTest),
    target: leakTargetOf(columnOf(table, target)),
    columns,
    by: 'random',
    ...more,
  };
}
const valueOfKind = (findings: readonly Finding[], kind: Finding['kind']): number | undefined =>
  findings.find((finding) => finding.kind === kind)?.value;

describe('counts what pandas counts', () => {
  const adult = dataset('adult.csv');
  const diamonds = dataset('diamonds.csv');
  const strikes = dataset('bird_strikes.csv');

  test('on the published split of adult: equal rows on both sides, conflicts, new categories', (context) => {
    if (adult.skip !== undefined) context.skip(adult.skip);
    const table = csvTable(readFileSync(adult.path, 'utf8'), { missing: ['', '?'] });
    expectCounts(
      sidesOf(table, 'income', (row) => row >= 32_561),
      reference.adult,
    );
  });

  test('on diamonds of several classes', (context) => {
    if (diamonds.skip !== undefined) context.skip(diamonds.skip);
    const table = csvTable(readFileSync(diamonds.path, 'utf8'));
    const sides = sidesOf(table, 'cut', (row) => row % 4 === 0);
    expectCounts({ ...sides, columns: sides.columns.filter((name) => name !== 'price') }, reference.diamonds);
  });

  test('on strikes with many categories and unknown outcomes', (context) => {
    if (strikes.skip !== undefined) context.skip(strikes.skip);
    const table = csvTable(readFileSync(strikes.path, 'utf8'));
    const sides = sidesOf(table, 'phase_of_flt', (row) => row % 4 === 0);
    const without = ['opid', 'date', 'remarks', 'height', 'speed'];
    expectCounts({ ...sides, columns: sides.columns.filter((name) => !without.includes(name)) }, reference.strikes);
  });

  function expectCounts(sides: SplitSides, counted: (typeof reference)['adult' | 'diamonds' | 'strikes']): void {
    expect([sides.train.length, sides.test.length]).toEqual([counted.train, counted.test]);
    expect(valueOfKind(findSharedRows(sides), 'sharedRows')).toBe(counted.shared / counted.test);
    const conflicts = findLabelConflicts(sides);
    expect(valueOfKind(conflicts, 'labelConflict') ?? 0).toBe(counted.conflict / counted.known);
    if (counted.lost > 0)
      expect(conflicts[0]?.message.replaceAll(',', '')).toContain(`at least ${counted.lost} of them cannot be told`);
    expect(findNewCategories(sides).map(({ subject, value }) => [subject, value])).toEqual(
      Object.entries(counted.newCategories).map(([column, rows]) => [column, rows / counted.test]),
    );
  }
});

describe('on seeded data', () => {
  /** Rows of 400 things, ten each, whose outcome mostly is that of their thing; a drifting number, a time. */
  function seeded(seed: number): Table {
    const random = randomStream(seed);
    const n = 4000;
    const sick = Array.from({ length: 400 }, () => random.uniform() < 0.4);
    const thing = Array.from({ length: n }, () => random.integer(400));
    const draw = (of: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => of(i));
    return tableOf([
      textColumn(
        'thing',
        thing.map((t) => `thing ${t}`),
      ),
      numericColumn(
        'a',
        'number',
        draw(() => random.normal()),
      ),
      numericColumn(
        'b',
        'number',
        draw(() => random.normal()),
      ),
      numericColumn(
        'c',
        'number',
        draw((i) => random.normal() + i / 1000),
      ),
      textColumn(
        'd',
        thing.map(() => `level ${random.integer(5)}`),
      ),
      numericColumn(
        'day',
        'date',
        draw((i) => Math.floor(i / 4)),
      ),
      textColumn(
        'y',
        thing.map((t) => (random.uniform() < (sick[t] ? 0.8 : 0.1) ? 'yes' : 'no')),
      ),
    ]);
  }
  const isEvery4th: Rule = (row) => row % 4 === 0;
  const isLast: Rule = (row) => row >= 3000;
  const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind, subject }) => `${kind} ${subject}`);

  test('things, and times that look back, at random; nothing else is worth a warning', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const found = checkSplit(sidesOf(seeded(seed), 'y', isEvery4th, { timeColumn: 'day' }));
      const warned = found.filter(({ severity }) => severity === 'warn');
      expect(kinds(warned), `seed ${seed}`).toEqual(['groupOverlap thing', 'timeOverlap day']);
      expect(valueOfKind(found, 'sharedTimes')).toBe(1);
    }
  });

  test('by time, a column that drifts tells the sides apart, and things may come back', () => {
    const found = checkSplit(sidesOf(seeded(1), 'y', isLast, { by: 'time', timeColumn: 'day' }));
    const warned = found.filter(({ severity }) => severity === 'warn');
    expect(kinds(warned)).toEqual(['differentSides split']);
    expect(found[0]?.message).toContain('most by "c"');
    expect(found[0]?.value).toBeGreaterThan(0.85);
  });

  test('rows that are copied to the test side, as they are and with one cell changed', () => {
    const table = seeded(2);
    const copied = tableOf(
      table.columns.map((column) => {
        const from = (row: number): number => (row >= 3000 && row < 3100 ? row - 3000 : row);
        if (column.kind === 'text')
          return { ...column, codes: column.codes.map((_, row) => column.codes[from(row)] ?? -1) };
        const values = column.values.map((_, row) => column.values[from(row)] ?? Number.NaN);
        if (column.name === 'b') for (let row = 3050; row < 3100; row++) values[row] = 99 + row;
        return { ...column, values };
      }),
    );
    const found = findSharedRows(sidesOf(copied, 'y', isLast));
    expect(found.map(({ kind, value, severity }) => [kind, value, severity])).toEqual([
      ['sharedRows', 0.05, 'warn'],
      ['nearlySharedRows', expect.closeTo(0.05, 12), 'info'],
    ]);
  });

  test('twins stay twins where each row has a name of its own beside', () => {
    const table = seeded(2);
    const rows = Array.from({ length: table.rowCount }, (_, row) => row);
    const named = tableOf([
      ...['a', 'b', 'c', 'd'].map((name) => {
        const column = columnOf(table, name);
        const at = (row: number): number => (row === 3999 ? 0 : row);
        if (column.kind === 'text')
          return { ...column, codes: column.codes.map((_, row) => column.codes[at(row)] ?? -1) };
        return { ...column, values: column.values.map((_, row) => column.values[at(row)] ?? Number.NaN) };
      }),
      textColumn(
        'name',
        rows.map((row) => `name ${row}`),
      ),
      columnOf(table, 'y'),
    ]);
    const found = findSharedRows(sidesOf(named, 'y', isLast));
    expect(valueOfKind(found, 'sharedRows')).toBe(1 / 1000);
  });

  test('things of few test rows, and things whose rows agree by chance alone, are no groups; a key always is one', () => {
    const table = seeded(5);
    const thing = columnOf(table, 'thing');
    if (thing.kind !== 'text') throw new TypeError('things are texts');
    // Things stand on one side each, but for one row in 200.
    const isNew: Rule = (row) => (thing.codes[row] ?? 0) >= 300 || row % 200 === 0;
    const share = valueOfKind(findGroupOverlap({ ...sidesOf(table, 'y', isNew), key: 'thing' }), 'groupOverlap');
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.05);
    expect(findGroupOverlap(sidesOf(table, 'y', isNew))).toEqual([]);
    const random = randomStream(9);
    const other = Array.from({ length: table.rowCount }, () => `other ${random.integer(400)}`);
    const both = tableOf([...table.columns, textColumn('other', other)]);
    expect(kinds(findGroupOverlap(sidesOf(both, 'y', isEvery4th)))).toEqual(['groupOverlap thing']);
  });

  test('training rows of the very time of the first test row are not later than it', () => {
    const days = [1, 2, 3, 3, 3, 4];
    const table = tableOf([numericColumn('day', 'date', days), textColumn('y', ['a', 'b', 'a', 'b', 'a', 'b'])]);
    const sides = sidesOf(table, 'y', (row) => row >= 4, { timeColumn: 'day' });
    expect(findTimeOverlap(sides).map(({ kind, value }) => [kind, value])).toEqual([['sharedTimes', 0.5]]);
    const later = sidesOf(table, 'y', (row) => row === 1 || row === 4, { timeColumn: 'day' });
    expect(findTimeOverlap(later).map(({ kind, value }) => [kind, value])).toEqual([
      ['timeOverlap', 0.75],
      ['sharedTimes', 0.5],
    ]);
  });

  test('never reads the outcome of a test row', () => {
    const table = seeded(3);
    const other = tableOf(
      table.columns.map((column) =>
        column.name === 'y' && column.kind === 'text'
          ? { ...column, codes: column.codes.map((code, row) => (isEvery4th(row) ? 1 - code : code)) }
          : column,
      ),
    );
    const more = { timeColumn: 'day', key: 'thing' } as const;
    expect(checkSplit(sidesOf(other, 'y', isEvery4th, more))).toEqual(
      checkSplit(sidesOf(table, 'y', isEvery4th, more)),
    );
  });

  test('a test side that is too small to tell, and one that is larger than what was learnt from', () => {
    const table = seeded(4);
    expect(kinds(checkSplit(sidesOf(table, 'y', (row) => row < 60, { by: 'group' })))).toContain('splitSize split');
    expect(kinds(checkSplit(sidesOf(table, 'y', (row) => row < 2500, { by: 'group' })))).toContain('splitSize split');
    expect(kinds(checkSplit(sidesOf(table, 'y', isEvery4th)))).not.toContain('splitSize split');
  });
});
