import { columnScanner } from '@tend/kernels';
import { type Column, numericColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ColumnFacts, columnFacts } from './column-facts.ts';
import { countScoresBelow } from './count-scores-below.ts';

const scanner = columnScanner();
const factsOf = (column: Column): ColumnFacts => columnFacts(column, scanner);

const anyNumber = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constant(null),
);
const lists = fc.array(anyNumber, { maxLength: 200 });
const known = (list: readonly (number | null)[]) => list.filter((value) => value !== null);

describe('facts of numbers', () => {
  test('are those of plain loops over the known numbers', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const facts = factsOf(numericColumn('x', 'number', list));
        const numbers = known(list);
        const ascending = [...numbers].sort((a, b) => a - b);
        expect(facts.knownCount).toBe(numbers.length);
        const [low, high] = [Math.min(...numbers) + 0, Math.max(...numbers) + 0];
        expect(facts.extremes()).toEqual({ knownCount: numbers.length, low, high });
        expect(facts.sum()).toBe(numbers.reduce((sum, value) => sum + value, 0));
        expect(facts.distinctCount()).toBe(new Set(numbers).size);
        // 0 and -0 are one value in no order.
        const ranked = facts.ranked(ascending.map((_, k) => k)).map((value) => value + 0);
        expect(ranked).toEqual(ascending.map((value) => value + 0));
        const steps = numbers.slice(1).map((value, i) => Math.sign(value - (numbers[i] as number)));
        const { isAscending, isDescending, hasTies } = facts.order();
        expect([isAscending, isDescending]).toEqual([
          steps.every((step) => !(step < 0)),
          steps.every((step) => !(step > 0)),
        ]);
        if (isAscending || isDescending) expect(hasTies).toBe(numbers.some((value, i) => value === numbers[i - 1]));
      }),
    );
  });

  test('count distinct numbers in many parts', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 15_000) / 7 + 1e9);
    const { values: found, counts } = factsOf(numericColumn('x', 'number', values)).distinct();
    const countOf = new Map(Array.from(found, (value, i) => [value, counts[i]]));
    const expected = new Map<number, number>();
    for (const value of values) expected.set(value, (expected.get(value) ?? 0) + 1);
    expect(countOf).toEqual(expected);
    expect(found.length).toBe(expected.size);
  });

  test('tell a fraction from the whole number that its distance to the least rounds to', () => {
    const facts = factsOf(numericColumn('x', 'number', [-1, 0, 1e-300, 3]));
    expect(facts.distinctCount()).toBe(4);
  });

  test('find order statistics among numbers that bunch up, and infinite ones', () => {
    const bunched = Array.from({ length: 5000 }, (_, i) => (i === 17 ? 1e300 : ((i * 31) % 4999) / 5000));
    for (const values of [
      bunched,
      [...bunched, Number.NEGATIVE_INFINITY],
      [-1.7e308, 0, 1.7e308],
      [5e-324, 0, 1e-323],
    ]) {
      const ascending = Float64Array.from(values).sort();
      const facts = factsOf({ kind: 'number', name: 'x', values: Float64Array.from(values) });
      const ranks = [ascending.length - 1, 0, 1, 2, ascending.length >> 1, 1];
      expect(facts.ranked(ranks)).toEqual(ranks.map((rank) => ascending[rank]));
    }
  });
});

describe('counts of numbers', () => {
  const bound = fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constantFrom(Infinity, -Infinity));

  test('outside a range, with and without its bounds', () => {
    fc.assert(
      fc.property(lists, bound, bound, fc.boolean(), fc.boolean(), (list, least, most, isStrictMin, isStrictMax) => {
        const values = Float64Array.from(list, (value) => value ?? Number.NaN);
        const isInside = (value: number) =>
          (isStrictMin ? value > least : value >= least) && (isStrictMax ? value < most : value <= most);
        const facts = factsOf({ kind: 'number', name: 'x', values });
        expect(facts.countOutside({ least, most, isStrictMin, isStrictMax })).toBe(
          known(list).filter((value) => !isInside(value)).length,
        );
      }),
    );
  });

  test('below a score', () => {
    const values = Float64Array.of(-4, -1, Number.NaN, 0, 2, 3, 4);
    const limit = { mean: 0, deviation: 2, threshold: 1.5 };
    expect(countScoresBelow(values, { ...limit, isDoubleSided: true })).toBe(3);
    expect(countScoresBelow(values, { ...limit, isDoubleSided: false })).toBe(4);
  });
});
