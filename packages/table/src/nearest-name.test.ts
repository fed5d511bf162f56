import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['sise', 'size'],
  ['SIZE', 'size'],
  ['dmaage', 'damage'],
  ['damag', 'damage'],
  ['x', undefined],
  ['weight', undefined],
  ['flight_dat', 'Flight Date'],
])('%s is near %s', (name, expected) => {
  expect(nearestName(name, ['size', 'damage', 'Flight Date'])).toBe(expected);
});
