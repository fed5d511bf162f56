import { type RandomStream, randomStream } from '@tend/kernels';
import { writeDelimited } from './write-delimited.ts';

/** Delimited text of a seed, sound or broken. */
export interface GeneratedText {
  readonly delimiter: string;
  readonly quote: string;
  /** Of the columns. */
  readonly names: readonly string[];
  readonly text: string;
  /** Sizes of the pieces in which a reader gets the bytes, the last one for all that is left. */
  readonly pieceSizes: readonly number[];
}

const delimiters = [',', ',', ';', '\t', '|', ':', '^', '~', ' '];
const quotes = ['"', '"', '"', "'", '`'];
const nameChoices = ['id', 'größe', 'a b', 'x', 'Y', 'naïve', '値', 'n7', '=sum', '__proto__'];

/**
 * The text of a seed: two in three are tables as a writer would write them, with every kind of cell and quoting; in the
 * others a few marks were put in or taken out. Line ends are the same in the whole text: mixed ones and
 * carriage returns alone have their own cases in `test/malformed/`.
 */
export function generatedText(seed: number): GeneratedText {
  const random = randomStream(seed);
  const quote = pick(random, quotes);
  const delimiter = pick(random, delimiters);
  const lineEnd = pick(random, ['\n', '\r\n'] as const);
  const columnCount = 1 + random.integer(6);
  const names = distinct(random, columnCount, delimiter);
  const spelling = { delimiter, quote, lineEnd, endsWithLineEnd: true };
  const share = pick(random, [0, 0.3, 1]);
  const isQuoted = (): boolean => random.uniform() < share;
  const first = writeDelimited([names], { ...spelling, isQuoted });
  const pieceSizes = Array.from({ length: random.integer(4) }, () => random.integer(40));
  const isBroken = random.integer(3) === 0;
  // What a broken quote lays bare must be no carriage return alone and no blank before a quote.
  const marks = ['', delimiter, quote, lineEnd, quote + quote, ...(isBroken ? [] : ['\n', '\r', '\r\n', ' '])];
  const rows = Array.from({ length: 1 + random.integer(8) }, () =>
    Array.from({ length: columnCount }, () => cellOf(random, marks)),
  );
  const endsWithLineEnd = random.integer(4) > 0;
  const text = writeDelimited(rows, { ...spelling, endsWithLineEnd, isQuoted });
  const below = isBroken ? withEdits(random, text, [delimiter, quote, quote, lineEnd, 'a']) : text;
  return { delimiter, quote, names, pieceSizes, text: first + below };
}

const letters = ['a', 'bc', '0', '-1.5', 'é', '𝄞', '\u2028', 'e\u0301', '=1+1', 'NULL', '\u0001', '#', '\\'];

function cellOf(random: RandomStream, marks: readonly string[]): string {
  // Long cells reach over the ends of a reader's blocks.
  if (random.integer(400) === 0) return pick(random, letters).repeat(70_000) + pick(random, marks);
  return Array.from({ length: random.integer(5) }, () => pick(random, random.integer(2) === 0 ? letters : marks)).join(
    '',
  );
}

/** One to three marks put in or taken out somewhere. */
function withEdits(random: RandomStream, text: string, marks: readonly string[]): string {
  const tokens = text.match(/\r\n|[\s\S]/gu) ?? [];
  for (let left = 1 + random.integer(3); left > 0; left--) {
    const at = random.integer(tokens.length + 1);
    if (random.integer(2) === 0) tokens.splice(at, 0, pick(random, marks));
    else tokens.splice(at, 1);
  }
  return tokens.join('');
}

function distinct(random: RandomStream, count: number, delimiter: string): string[] {
  const order = Int32Array.from(nameChoices, (_, i) => i);
  random.shuffle(order);
  return Array.from(order.subarray(0, count), (i) => (nameChoices[i] ?? '').replaceAll(' ', delimiter));
}

function pick<Value>(random: RandomStream, values: readonly Value[]): Value {
  return values[random.integer(values.length)] as Value;
}
