import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTicks } from './format-ticks.ts';
import { formatRange, formatValue } from './format-value.ts';
import { shorten } from './shorten.ts';
import { textWidth } from './text-width.ts';
import { timeValue } from './time-value.ts';

describe('values', () => {
  test.each([
    [-1234.5, 'number', '−1235'],
    [2011, 'integer', '2011'],
    [12345, 'integer', '12,345'],
    [9999.6, 'number', '10,000'],
    [0.712, 'number', '0.712'],
    [1e300, 'number', '1.00e+300'],
    [-0.123, 'share', '−12.3%'],
    [0.9999, 'share', '>99.9%'],
    [15_000, 'date', '2011-01-26'],
    [-1, 'date', '1969-12-31'],
    [1_296_000_000_000, 'instant', '2011-01-26 00:00'],
    [1_296_000_030_250, 'instant', '2011-01-26 00:00:30.250'],
    [1e12, 'date', 'day 1,000,000,000,000'],
  ] as const)('%s as %s is %s', (value, kind, text) => {
    expect(formatValue(value, kind)).toBe(text);
  });

  test('ranges are words, with the unit once', () => {
    expect(formatRange(-5, 40, 'number', 'km/h')).toBe('−5 to 40 km/h');
  });
});

test('times are read as numbers that are written as the same times', () => {
  for (const day of ['1969-12-31', '2011-02-28', '0001-01-01'])
    expect(formatValue(timeValue(day, 'date'), 'date')).toBe(day);
  expect(formatValue(timeValue('2011-02-28T10:30:00Z', 'instant'), 'instant')).toBe('2011-02-28 10:30');
  expect(() => timeValue('28.2.2011', 'date')).toThrow('expected a date in ISO 8601, came 28.2.2011');
});

describe('ticks share their digits and their size', () => {
  test.each([
    [[0, 0.5, 1], 'number', ['0', '0.5', '1.0']],
    [[-20, 0, 20], 'number', ['−20', '0', '20']],
    [[2000, 2005, 2010], 'integer', ['2000', '2005', '2010']],
    [[5000, 10_000], 'integer', ['5,000', '10,000']],
    [[0, 500_000, 1_000_000], 'number', ['0', '0.5M', '1.0M']],
    [[0, 0.025, 0.05], 'share', ['0%', '2.5%', '5.0%']],
    [[1e-9, 2e-9], 'number', ['1e−9', '2e−9']],
    [[14_975, 15_340], 'date', ['2011', '2012']],
    [[14_975, 15_006], 'date', ['Jan 2011', 'Feb']],
    [[15_000, 15_001], 'date', ['26 Jan 2011', '27 Jan']],
    [[1_296_000_000_000, 1_296_021_600_000], 'instant', ['26 Jan 00:00', '06:00']],
  ] as const)('%j as %s', (values, kind, labels) => {
    expect(formatTicks(values, kind)).toEqual(labels);
  });

  test('no two different ticks read alike, whatever their size', () => {
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -20, max: 20 }), (power, start) => {
        const ticks = [0, 1, 2, 3].map((i) => Number(`${start + i}e${power}`));
        expect(new Set(formatTicks(ticks, 'number')).size).toBe(4);
      }),
    );
  });
});

describe('long names are cut in their middle', () => {
  test.each([
    ['Speed', 'Speed'],
    ['', '(empty)'],
    ['   ', '(3 blanks)'],
    ['one\nline', 'one line'],
    ['International airport, runway 09 left', 'Internati… 09 left'],
  ])('%j', (name, short) => {
    expect(shorten(name, 110, 13)).toBe(short);
  });

  test('within the width, and never through a character of several code points', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.integer({ min: 40, max: 200 }),
        (name, width) => {
          const short = shorten(name, width, 13);
          expect(short.isWellFormed()).toBe(true);
          expect(Math.min(textWidth(short, 13), short.length <= 4 ? 0 : Infinity)).toBeLessThanOrEqual(
            Math.max(width, 75),
          );
        },
      ),
    );
    const family = '👨‍👩‍👧‍👦'.repeat(40);
    expect(shorten(family, 100, 13).replace('…', '').replaceAll('👨‍👩‍👧‍👦', '')).toBe('');
    expect(shorten('x'.repeat(1_000_000), 100, 13).length).toBeLessThan(20);
  });
});
