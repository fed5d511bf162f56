import { describeColumn } from '@tend/learn';
import { expect, test } from 'vitest';
import reference from './difference.reference.json' with { type: 'json' };
import { differenceOf, shareInterval } from './difference.ts';

const numbers = (values: readonly number[]) =>
  describeColumn({ name: 'x', kind: 'number', values: Float64Array.from(values) });

test('the interval of a difference of means is that of scipy for large samples', () => {
  const { before, after, low, high } = reference.means;
  const found = differenceOf(numbers(before), numbers(after));
  // scipy takes Student's quantile of 1,980 degrees of freedom, which is 0.06% wider.
  expect(found?.low).toBeCloseTo(low, 2);
  expect(found?.high).toBeCloseTo(high, 2);
});

test.each(reference.shares)(
  'the interval of $k of $n and $l of $m is that of Newcombe, from intervals of scipy',
  ({ k, n, l, m, low, high }) => {
    const found = shareInterval(k, n, l, m);
    expect(found.low).toBeCloseTo(low, 9);
    expect(found.high).toBeCloseTo(high, 9);
  },
);

test('times and columns without values have none', () => {
  const dates = describeColumn({ name: 'd', kind: 'date', values: Float64Array.of(1, 2, 3) });
  expect(differenceOf(dates, dates)).toBeNull();
  expect(differenceOf(numbers([]), numbers([1, 2]))).toBeNull();
});
