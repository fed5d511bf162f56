import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, padEnd, padStart, truncate, wrap } from './width.ts';

test('colours take no cell, combining marks none, CJK and emoji two', () => {
  expect(['\x1b[31mred\x1b[39m', 'e\u0301', '航空', '🐦', 'a–b'].map(displayWidth)).toEqual([3, 1, 4, 2, 3]);
});

test('wrapping keeps every word in order and every line within the width', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'é', '鳥', 'Z', '-'), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), fc.integer({ min: 10, max: 60 }), (words, width) => {
      const lines = wrap(words.join(' '), width);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
    }),
  );
});

test('padding counts cells; truncating ends with the mark', () => {
  expect([padEnd('鳥', 4), padStart('鳥', 4)]).toEqual(['鳥  ', '  鳥']);
  expect([truncate('abcdef', 4, '…'), truncate('abcd', 4, '…'), truncate('鳥鳥鳥', 4, '…')]).toEqual([
    'abc…',
    'abcd',
    '鳥…',
  ]);
});
