import type { Ports } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 both ways without loss: a byte order mark is kept, and bytes that are not UTF-8 are refused (TND-1004). */
export const utf8: Ports['utf8'] = {
  encode: (text) => encoder.encode(text),
  decode: (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      throw new Problem('TND-1004', { message: 'the text is not UTF-8', expected: 'UTF-8' }, { cause: error });
    }
  },
};
