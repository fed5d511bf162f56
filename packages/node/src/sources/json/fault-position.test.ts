import { expect, test } from 'vitest';
import { faultPosition } from './fault-position.ts';

test.each([
  ['// rows\n{}', 0],
  ['{"a": NaN}', 6],
  ['{"a": nulL}', 9],
  ["{'a': 1}", 1],
  ['{"a": 1,}', 8],
  ['{"a" 1}', 5],
  ['{"a": 1} x', 9],
  ['{"a": "x\ny"}', 8],
  ['{"a": "\\q"}', 8],
  ['{"a": 01}', 7],
  ['{"a": 1', 7],
  ['{"a": "x', 8],
  ['{"a": -', 7],
  ['{"a": 1.', 8],
  ['{"a": 1e', 8],
  ['{"a": "\\u12', 11],
  ['', 0],
])('%s leaves JSON at %d', (text, position) => {
  expect(faultPosition(text)).toBe(position);
});
