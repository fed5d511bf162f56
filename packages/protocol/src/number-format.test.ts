import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsOf,
  formatCount,
  formatDecimals,
  formatInterval,
  formatNumber,
  formatShare,
  formatSigned,
} from './number-format.ts';

describe('formatNumber', () => {
  test.each([
    [0.806, '0.806'],
    [0.8064, '0.806'],
    [12345, '12,345'],
    [12345.678, '12,346'],
    [0.000123, '0.000123'],
    [0.0213, '0.021'],
    [-0.0213, '-0.021'],
    [1.5, '1.500'],
    [12.34, '12.3'],
    [123.4, '123'],
    [0, '0'],
    [-0, '0'],
    [2, '2'],
    [0.99996, '0.99996'],
    [-0.9999999, '-1.000000'],
    [3.1e-12, '3.10e-12'],
    [2 ** 60, '1.15e+18'],
    [null, 'none'],
    [Number.NaN, 'not a number'],
    [Number.NEGATIVE_INFINITY, '-infinite'],
  ])('%s reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('a finite number reads within half a percent of itself, or within half of the last digit shown', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const read = Number(formatNumber(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.5);
        if (Math.abs(value) >= 0.1) expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.005);
      }),
    );
  });
});

describe('formatInterval', () => {
  test.each([
    [0.545, 0.675, 0.612, '0.545 to 0.675'],
    [38, 46, 41, '38 to 46'],
    [0.00002, 0.1, 0.05, '0.00002 to 0.10000'],
    [null, 0.5, 0.3, 'any to 0.500'],
    [null, null, 0.3, 'none'],
    [-0.01, 0.031, 0.0105, '-0.010 to 0.031'],
  ])('%s, %s around %s reads %s', (low, high, value, text) => {
    expect(formatInterval(low, high, value)).toBe(text);
  });
});

test('shares never claim all or none by rounding', () => {
  expect([0.0937, 0.28, 1, 0, 0.99996, 0.000001, 0.00012, 0.975, 0.95].map(formatShare)).toEqual([
    '9.4%',
    '28%',
    '100%',
    '0%',
    '>99.9%',
    '<0.001%',
    '0.012%',
    '97.5%',
    '95%',
  ]);
});

test('signed numbers line up, and zero has no sign', () => {
  expect([1.24, -0.22, 0.0001, -0.0001].map((value) => formatSigned(value, 3))).toEqual([
    '+1.240',
    '-0.220',
    ' 0.000',
    ' 0.000',
  ]);
});

test('counts agree with their noun', () => {
  expect([formatCount(1, 'row'), formatCount(12345, 'row'), formatCount(2, 'entry', 'entries')]).toEqual([
    '1 row',
    '12,345 rows',
    '2 entries',
  ]);
  expect(decimalsOf(0)).toBe(3);
});

test('decimals read as toLocaleString writes them', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer()), fc.integer({ min: 0, max: 20 }), (value, decimals) => {
      const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      expect(formatDecimals(value, decimals)).toBe(value.toLocaleString('en-US', options));
    }),
    { numRuns: 300 },
  );
});
