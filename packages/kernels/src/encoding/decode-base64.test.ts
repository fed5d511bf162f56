import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64 } from './decode-base64.ts';

it('gives back what was encoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

it.each(['A', 'AB=C', 'A-==', 'Aé=='])('refuses %s', (text) => expect(() => decodeBase64(text)).toThrow(RangeError));
