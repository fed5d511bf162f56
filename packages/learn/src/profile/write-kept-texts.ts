import { encodeUtf8 } from '@tend/table';
import type { ByteWriter } from '../estimators/byte-writer.ts';
import type { KeptTexts } from './kept-texts.ts';

/** Writes counted texts; the layout is that of encode-sketches.ts. RangeError for a text with a lone surrogate. */
export function writeKeptTexts(to: ByteWriter, { n, missing, dictionary, counts, unlisted }: KeptTexts): void {
  to.f64(n);
  to.f64(missing);
  to.u8(unlisted === undefined ? 0 : 1);
  if (unlisted !== undefined) {
    to.f64(unlisted.shortfall);
    to.f64(unlisted.mostRows);
    to.bytes(unlisted.registers);
  }
  to.u32(dictionary.length);
  for (const [code, text] of dictionary.entries()) {
    const bytes = encodeUtf8(text);
    to.u32(counts[code] as number);
    to.u32(bytes.length);
    to.bytes(bytes);
  }
}
