import { randomStream } from '@tend/kernels';
import { expect, test } from 'vitest';
import { describeColumn } from './describe-column.ts';
import { likelyFactor } from './likely-factor.ts';

const random = randomStream(5);
const quantilesOf = (draw: () => number, n: number): readonly number[] => {
  const described = describeColumn({ kind: 'number', name: 'x', values: Float64Array.from({ length: n }, draw) });
  return described.kind === 'text' ? [] : described.quantiles;
};
const speed = (): number => Math.max(20, 130 + 40 * random.normal());
const before = quantilesOf(speed, 3000);
const scaled = (factor: number): readonly number[] => quantilesOf(() => speed() * factor, 200);

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
