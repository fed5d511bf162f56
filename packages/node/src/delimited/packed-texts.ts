import { isAscii } from 'node:buffer';

/** Texts as UTF-8, one behind the other, and where each ends. */
export interface PackedTexts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Where the bytes of a text stand. */
export type TextSpan = (index: number) => readonly [start: number, length: number];

/** Texts that lie one behind the other are decoded at once: a call for each costs more than its work. */
const mostAtOnce = 65_536;

/** The first text from `from` on that does not lie right behind the one before it, and where that one ends. */
function runFrom(from: number, count: number, span: TextSpan, mostBytes: number): { next: number; end: number } {
  const [start, length] = span(from);
  let end = start + length;
  let next = from + 1;
  for (; next < count && end - start < mostBytes; next++) {
    const [address, more] = span(next);
    if (address !== end) break;
    end += more;
  }
  return { next, end };
}

/** The strings of `count` texts in UTF-8. */
export function decodeTexts(buffer: ArrayBufferLike, count: number, span: TextSpan): string[] {
  const texts: string[] = [];
  for (let i = 0; i < count; ) {
    const [start] = span(i);
    const { next, end } = runFrom(i, count, span, mostAtOnce);
    const bytes = Buffer.from(buffer, start, end - start);
    const whole = isAscii(bytes) ? bytes.toString('latin1') : undefined;
    for (; i < next; i++) {
      const [address, length] = span(i);
      const from = address - start;
      texts.push(whole === undefined ? bytes.toString('utf8', from, from + length) : whole.slice(from, from + length));
    }
  }
  return texts;
}

/** A copy of `count` texts, to be handed to another thread. */
export function packTexts(buffer: ArrayBufferLike, count: number, span: TextSpan): PackedTexts {
  const ends = new Uint32Array(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    total += span(i)[1];
    ends[i] = total;
  }
  const bytes = new Uint8Array(total);
  for (let i = 0, at = 0; i < count; ) {
    const [start] = span(i);
    const { next, end } = runFrom(i, count, span, Number.POSITIVE_INFINITY);
    bytes.set(new Uint8Array(buffer, start, end - start), at);
    at += end - start;
    i = next;
  }
  return { bytes, ends };
}

export function unpackTexts({ bytes, ends }: PackedTexts): string[] {
  return decodeTexts(bytes.buffer, ends.length, (i) => {
    const start = i === 0 ? 0 : (ends[i - 1] as number);
    return [start, (ends[i] as number) - start];
  });
}
