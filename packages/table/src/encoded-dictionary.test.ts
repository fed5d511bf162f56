import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDictionary, type EncodedDictionary, hasEqualEntries } from './encoded-dictionary.ts';

function encode(texts: readonly string[]): EncodedDictionary {
  const parts = texts.map((text) => Buffer.from(text));
  let length = 0;
  const ends = Uint32Array.from(parts, (part) => (length += part.length));
  return { bytes: new Uint8Array(Buffer.concat(parts)), ends };
}

test('finds two equal entries wherever they stand, as a Set does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', 'é', '\0') })), (texts) => {
      expect(hasEqualEntries(encode(texts))).toBe(new Set(texts).size < texts.length);
    }),
  );
});

test('many entries, long ones and such that are not ASCII come back', () => {
  const texts = Array.from({ length: 5000 }, (_, i) =>
    i % 1000 === 7 ? 'ü'.repeat(i) : i === 9 ? 'x'.repeat(99_999) : `${i}`,
  );
  expect(decodeDictionary(encode(texts))).toEqual(texts);
  expect(hasEqualEntries(encode(texts))).toBe(false);
  expect(hasEqualEntries(encode([...texts, '4999']))).toBe(true);
});

test('bytes that are not UTF-8 are no strings', () => {
  expect(decodeDictionary({ bytes: Uint8Array.of(0x61, 0xc3), ends: Uint32Array.of(1, 2) })).toBeUndefined();
});
