import { isUtf8 } from 'node:buffer';
import { unreadable } from '../source-problem.ts';

const marks: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Bytes of text as UTF-8 without a byte order mark. A mark says what the encoding is; without one it is the declared label
 * of the Encoding Standard, or else UTF-8. TND-1201 with line and bytes for what is not in that encoding, and for a label
 * that no encoding has. `open` is called again where lines are to be counted up to a fault.
 */
export async function* utf8Text(
  name: string,
  open: () => AsyncIterable<Uint8Array>,
  declared?: string,
): AsyncGenerator<Uint8Array> {
  const blocks = withStart(open());
  try {
    const first = await blocks.next();
    const start = first.done ? new Uint8Array(0) : first.value;
    const marked = marks.find(([mark]) => mark.every((byte, i) => start[i] === byte));
    const markBytes = marked?.[0].length ?? 0;
    const rest = continued(start.subarray(markBytes), blocks);
    const linesBefore = (offset: number): Promise<number> => lineFeedsBefore(open(), markBytes + offset);
    const encoding = marked?.[1] ?? declared?.trim().toLowerCase() ?? 'utf-8';
    if (encoding === 'utf-8' || encoding === 'utf8')
      yield* checkedUtf8(name, rest, linesBefore, declared !== undefined);
    else yield* decoded(name, rest, encoding);
  } finally {
    // A fault in the first block ends the reading before anything has entered the rest: its file would stay open.
    await blocks.return(undefined);
  }
}

/** Blocks of which the first has three bytes or is all there is. */
async function* withStart(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined = new Uint8Array(0);
  for await (const block of bytes) {
    const whole: Uint8Array = held === undefined ? block : joined(held, block);
    held = undefined;
    if (whole.length < 3) held = whole;
    else yield whole;
  }
  if (held !== undefined && held.length > 0) yield held;
}

async function* continued(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* rest;
}

async function* checkedUtf8(
  name: string,
  blocks: AsyncIterable<Uint8Array>,
  linesBefore: (offset: number) => Promise<number>,
  isDeclared: boolean,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let held: Uint8Array = new Uint8Array(0);
  for await (const block of blocks) {
    const whole = held.length === 0 ? block : joined(held, block);
    const complete = whole.subarray(0, whole.length - openLength(whole));
    if (!isUtf8(complete))
      throw await notUtf8(name, { block: complete, offset, linesBefore, rest: blocks, isDeclared });
    held = whole.subarray(complete.length);
    offset += complete.length;
    if (complete.length > 0) yield complete;
  }
  if (held.length > 0) throw await notUtf8(name, { block: held, offset, linesBefore, rest: blocks, isDeclared });
}

/** How many bytes at the end may belong to a character that the next block completes. */
function openLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

interface BadPlace {
  readonly block: Uint8Array;
  /** Of the start of the block. */
  readonly offset: number;
  readonly linesBefore: (offset: number) => Promise<number>;
  readonly rest: AsyncIterable<Uint8Array>;
  readonly isDeclared: boolean;
}

async function notUtf8(name: string, { block, offset, linesBefore, rest, isDeclared }: BadPlace): Promise<Error> {
  const at = firstBad(block);
  const bad = [...block.subarray(at, at + 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const badLine = 1 + (await linesBefore(offset + at));
  const isWestern = (await hasOnlyWestern(block)) && (await hasOnlyWestern(rest));
  const wide = block.includes(0) ? utf16Of(block, offset) : null;
  const lineStart = block.lastIndexOf(0x0a, at) + 1;
  const lineEnd = block.indexOf(0x0a, at);
  const text = new TextDecoder('windows-1252').decode(
    block.subarray(lineStart, Math.min(lineStart + 400, lineEnd < 0 ? block.length : lineEnd)),
  );
  return unreadable(
    name,
    {
      message: `line ${badLine.toLocaleString('en-US')} of ${name} is not UTF-8`,
      expected: isDeclared ? 'text in UTF-8, as declared' : 'text in UTF-8, where no encoding is declared',
      came: `the bytes ${bad} at offset ${(offset + at).toLocaleString('en-US')}`,
      next: isWestern
        ? ['write encoding: windows-1252 below data.source, which every byte of the file fits']
        : wide !== null
          ? [`write encoding: ${wide} below data.source: NUL bytes tell of UTF-16 without a byte order mark`]
          : ['declare the encoding below data.source, or write the file out again as UTF-8'],
      facts: { encoding: isWestern ? 'windows-1252' : wide },
    },
    { line: badLine, text: text.replace(/\r$/, '') },
  );
}

/** Which UTF-16 it is: the upper byte of ASCII letters is NUL, and stands last in little-endian text. */
function utf16Of(block: Uint8Array, offset: number): 'utf-16le' | 'utf-16be' {
  let last = 0;
  let first = 0;
  for (let at = block.indexOf(0); at >= 0; at = block.indexOf(0, at + 1)) {
    if ((offset + at) % 2 === 1) last++;
    else first++;
  }
  return last >= first ? 'utf-16le' : 'utf-16be';
}

/** The offset of the first byte of the first sequence that is not UTF-8. */
function firstBad(block: Uint8Array): number {
  // The longest sound start, but for a character that it cuts, found by halves.
  let [low, high] = [0, block.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const part = block.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - openLength(part)))) low = middle;
    else high = middle - 1;
  }
  return low - openLength(block.subarray(0, low));
}

/** Windows-1252 leaves five bytes without a character; NUL never stands in its text. */
async function hasOnlyWestern(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<boolean> {
  const holes = new Set([0x00, 0x81, 0x8d, 0x8f, 0x90, 0x9d]);
  const isFree = (block: Uint8Array): boolean => !block.some((byte) => holes.has(byte));
  if (bytes instanceof Uint8Array) return isFree(bytes);
  for await (const block of bytes) if (!isFree(block)) return false;
  return true;
}

async function* decoded(name: string, blocks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(name, encoding);
  const encoder = new TextEncoder();
  let line = 1;
  for await (const block of blocks) {
    const text = decodedOr(decoder, block, () => notInEncoding(name, encoding, line));
    const utf8 = encoder.encode(text);
    line += lineFeeds(utf8);
    if (utf8.length > 0) yield utf8;
  }
  const tail = decodedOr(decoder, undefined, () => notInEncoding(name, encoding, line));
  if (tail !== '') yield encoder.encode(tail);
}

type Decoder = InstanceType<typeof TextDecoder>;

function decodedOr(decoder: Decoder, block: Uint8Array | undefined, problem: () => Error): string {
  try {
    return block === undefined ? decoder.decode() : decoder.decode(block, { stream: true });
  } catch {
    throw problem();
  }
}

function decoderOf(name: string, encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    throw unreadable(name, {
      message: `${name} cannot be read as ${encoding}: no encoding has this name`,
      expected: 'a label of the Encoding Standard, such as utf-8, windows-1252, utf-16le or shift_jis',
      came: encoding,
      next: ['correct encoding below data.source'],
    });
  }
}

function notInEncoding(name: string, encoding: string, line: number): Error {
  return unreadable(
    name,
    {
      message: `${name} is not text in ${encoding}, at line ${line.toLocaleString('en-US')} or soon after`,
      expected: `text in ${encoding}`,
      came: 'bytes that stand for no character there',
      next: ['correct encoding below data.source, or write the file out again as UTF-8'],
    },
    { line },
  );
}

function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

async function lineFeedsBefore(blocks: AsyncIterable<Uint8Array>, offset: number): Promise<number> {
  let [count, start] = [0, 0];
  for await (const block of blocks) {
    count += lineFeeds(block.subarray(0, offset - start));
    start += block.length;
    if (start >= offset) break;
  }
  return count;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
