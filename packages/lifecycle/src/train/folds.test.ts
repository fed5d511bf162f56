import { randomStream } from '@tend/kernels';
import { numericColumn, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { foldsFor } from './folds.ts';

const random = randomStream(8);
const count = 203;
/** Seven rows a day, in an order that is not that of time. */
const days = Int32Array.from({ length: count }, (_, i) => Math.floor(i / 7));
random.shuffle(days);
const shops = Array.from({ length: count }, () => `shop ${random.integer(23)}`);
const table = tableOf([numericColumn('day', 'date', [...days]), textColumn('shop', shops)]);
/** Training rows: not all of the table. */
const rows = Int32Array.from({ length: count }, (_, i) => i).filter((row) => row % 5 !== 0);
const y = Int8Array.from({ length: count }, (_, i) => (i % 11 === 3 ? 1 : 0));

const rules = {
  time: { by: 'time', train: {}, test: {} },
  group: { by: 'group', column: 'shop', testShare: 0.2 },
  random: { by: 'random', testShare: 0.2 },
} as const;
const foldsBy = (by: keyof typeof rules, seed = 3) => foldsFor(rules[by], table, rows, y, 'day', seed).folds;
const dayOf = (row: number): number => days[row] ?? Number.NaN;

describe.each(['time', 'group', 'random'] as const)('by %s', (by) => {
  test('a fold takes training rows only, and never validates on a row that it fits', () => {
    const folds = foldsBy(by);
    expect(folds.length).toBe(4);
    for (const { train, validation } of folds) {
      expect(validation.length).toBeGreaterThan(10);
      expect([...train, ...validation].filter((row) => !rows.includes(row))).toEqual([]);
      expect(validation.filter((row) => train.includes(row))).toEqual(new Int32Array(0));
      for (const side of [train, validation]) expect([...side].sort((a, b) => a - b)).toEqual([...side]);
    }
  });

  test('every row validates at most once', () => {
    const all = foldsBy(by).flatMap(({ validation }) => [...validation]);
    expect(new Set(all).size).toBe(all.length);
    // By time, the first block of five only trains.
    if (by === 'time') expect(all.length / rows.length).toBeCloseTo(0.8, 1);
    else expect(all.length).toBe(rows.length);
  });
});

test('by time: whatever is fitted is older than whatever it is judged on, and each fold fits all of the past', () => {
  for (const { train, validation } of foldsBy('time')) {
    const first = Math.min(...Array.from(validation, dayOf));
    expect(Math.max(...Array.from(train, dayOf))).toBeLessThan(first);
    expect(train.length).toBe(rows.filter((row) => dayOf(row) < first).length);
  }
});

test('by group: no group is on both sides, and the folds are of about one size', () => {
  for (const { train, validation } of foldsBy('group')) {
    const fitted = new Set(Array.from(train, (row) => shops[row]));
    expect([...validation].filter((row) => fitted.has(shops[row] ?? ''))).toEqual([]);
    expect(Math.abs(validation.length - rows.length / 4)).toBeLessThan(8);
  }
});

test('at random: each fold has its share of either outcome, and the seed decides which rows', () => {
  const positives = rows.filter((row) => y[row] === 1).length;
  for (const { validation } of foldsBy('random'))
    expect(Math.abs(validation.filter((row) => y[row] === 1).length - positives / 4)).toBeLessThan(1);
  expect(foldsBy('random')).toEqual(foldsBy('random', 3));
  expect(foldsBy('random')).not.toEqual(foldsBy('random', 4));
});
