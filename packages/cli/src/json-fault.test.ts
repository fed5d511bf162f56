import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

test.each([
  ['{"a": x}', 6],
  ['{"a":1,}', 7],
  ['[1 2]', 3],
  ['{a:1}', 1],
  ['{"a" 1}', 5],
  ['[1,', 3],
  ['"open', 0],
  ['01', 1],
  ['[1] x', 4],
  ['', 0],
])('%j stops being JSON at %i', (text, offset) => {
  expect(jsonFault(text)).toBe(offset);
});

test('it walks to the end of whatever is JSON, and no further than its first fault', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, at) => {
      expect(jsonFault(text)).toBe(text.length);
      const cut = at % (text.length + 1);
      expect(jsonFault(`${text.slice(0, cut)}\u0007${text.slice(cut)}`)).toBeLessThanOrEqual(cut);
    }),
  );
});
