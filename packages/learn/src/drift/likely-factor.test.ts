import { randomStream } from '@tend/kernels';
import { describe, expect, test } from 'vitest';
import { describeColumn } from './describe-column.ts';
import { type LikelyFactor, likelyFactor } from './likely-factor.ts';

const random = randomStream(5);
const quantilesOf = (draw: () => number, n: number): readonly number[] => {
  const described = describeColumn({ kind: 'number', name: 'x', values: Float64Array.from({ length: n }, draw) });
  return described.kind === 'text' ? [] : described.quantiles;
};
const speed = (): number => Math.max(20, 130 + 40 * random.normal());
const before = quantilesOf(speed, 3000);
/** Of a small factor 200 rows do not tell it from an added constant. */
const scaled = (factor: number): readonly number[] =>
  quantilesOf(() => speed() * factor, factor > 1.2 || factor < 0.8 ? 200 : 2000);

test.each([
  [1.852, 'knots', 'knots', 'km/h'],
  [1.852, undefined, 'knots', 'km/h'],
  [1 / 1.852, 'km/h', 'km/h', 'knots'],
  [1.609344, 'mph', 'mph', 'km/h'],
  [1.609344, 'Distance in miles', 'mi', 'km'],
  [1.852 / 1.609344, 'kt', 'knots', 'mph'],
  [1.852 / 1.609344, 'nmi', 'nmi', 'mi'],
  [0.3048, 'ft', 'ft', 'm'],
  [2.54, 'in', 'in', 'cm'],
  [0.45359237, 'Weight (lbs)', 'lb', 'kg'],
  [3.785411784, 'gallons', 'gal', 'l'],
  [60, 'hours', 'h', 'min'],
  [1 / 60, 's', 's', 'min'],
  [1000, undefined, 'units', 'thousandths'],
  [0.01, 'share of rows', 'hundredths', 'units'],
  [100, 'metres', 'm', 'cm'],
])('a factor of %d on %s is %s to %s', (factor, unit, from, to) => {
  const found = likelyFactor(before, scaled(factor), unit === undefined ? {} : { unit });
  expect(found?.conversion).toMatchObject({ from, to });
  expect(Math.abs(found!.factor / factor - 1)).toBeLessThan(0.06);
  expect(found!.low).toBeLessThanOrEqual(found!.factor);
  expect(found!.high).toBeGreaterThanOrEqual(found!.factor);
  expect(found!.fit).toBeGreaterThan(0.7);
});

test('a factor that is no conversion has no name', () => {
  const found = likelyFactor(before, scaled(5));
  expect(found?.factor).toBeGreaterThan(4.7);
  expect(found?.conversion).toBeUndefined();
});

test('a known unit is not converted from another one', () => {
  expect(likelyFactor(before, scaled(2.54), { unit: 'knots' })?.conversion).toBeUndefined();
});

test.each([
  ['no change', () => speed()],
  ['a constant added', () => speed() + 300],
  ['a wider spread', () => Math.max(1, 130 + 3 * (speed() - 130))],
  ['half of the rows converted', () => speed() * (random.uniform() < 0.5 ? 1 : 1.852)],
  ['a change of sign', () => -speed()],
])('%s is no factor', (_, draw) => {
  expect(likelyFactor(before, quantilesOf(draw, 400))).toBeUndefined();
});

const drawn: Readonly<Record<string, () => number>> = {
  ages: () => Math.max(18, Math.round(40 + 12 * random.normal())),
  prices: () => Math.exp(3 + 0.5 * random.normal()),
  speeds: speed,
  'temperatures in kelvin': () => 288 + 3 * random.normal(),
};

describe.each(Object.entries(drawn))('%s', (_, draw) => {
  const reference = quantilesOf(draw, 3000);
  const middle = reference[50]!;
  const foundIn = (change: (value: number) => number): readonly LikelyFactor[] =>
    Array.from({ length: 30 }, () => quantilesOf(() => change(draw()), 300)).flatMap(
      (window) => likelyFactor(reference, window) ?? [],
    );

  test.each([1.15, 1.3, 1.61, 1.852])('a shift by what a factor of %d makes of the median is none', (factor) => {
    const found = foundIn((value) => value + (factor - 1) * middle);
    expect(found.filter(({ conversion }) => conversion !== undefined)).toEqual([]);
    // Of so small a change 300 rows do not always tell which it is.
    expect(found.length).toBeLessThanOrEqual(factor < 1.2 ? 2 : 0);
  });

  test.each([1.61, 1.852, 10])('a factor of %d is found', (factor) => {
    expect(foundIn((value) => value * factor).length).toBeGreaterThanOrEqual(29);
  });
});

test('a small factor of a column that names no unit has no conversion', () => {
  const found = likelyFactor(before, scaled(1.852 / 1.609344), { unit: 'age' });
  expect(found?.factor).toBeGreaterThan(1.1);
  expect(found?.conversion).toBeUndefined();
});

test('a constant that becomes another one is no factor', () => {
  expect(likelyFactor(new Array(101).fill(100), new Array(101).fill(1000))).toBeUndefined();
});

test('nothing to compare is no factor', () => {
  expect(likelyFactor([], [])).toBeUndefined();
  expect(likelyFactor(before, [])).toBeUndefined();
  expect(likelyFactor(new Array(101).fill(0), new Array(101).fill(0))).toBeUndefined();
});

test('many zeros do not hide a factor', () => {
  const height = (): number => (random.uniform() < 0.4 ? 0 : speed());
  const found = likelyFactor(
    quantilesOf(height, 3000),
    quantilesOf(() => height() * 0.3048, 3000),
    { unit: 'feet' },
  );
  expect(found?.conversion).toMatchObject({ from: 'ft', to: 'm' });
});
