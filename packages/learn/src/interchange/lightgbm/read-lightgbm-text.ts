import { MalformedModel } from '../../malformed-model.ts';

export type Fields = ReadonlyMap<string, string>;

/** The `key=value` lines of a LightGBM model: its header, then each tree's. */
export interface LightgbmText {
  readonly header: Fields;
  readonly trees: readonly Fields[];
  /** What follows `pandas_categorical:`, the last line of a model that Python wrote. */
  readonly pandasCategorical: string | undefined;
}

/** Splits a model file of LightGBM; MalformedModel for a file of another kind or without its end. */
export function readLightgbmText(text: string): LightgbmText {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== 'tree') throw new MalformedModel('LightGBM model', '"tree" in the first line', shortened(lines[0]));
  const blocks: Map<string, string>[] = [new Map()];
  for (const line of lines.slice(1)) {
    if (line === 'end of trees') {
      const last = lines.find((one) => one.startsWith('pandas_categorical:'));
      return { header: blocks[0] as Fields, trees: blocks.slice(1), pandasCategorical: last?.slice(19) };
    }
    if (line === '') continue;
    const at = line.indexOf('=');
    const key = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? '' : line.slice(at + 1);
    if (key === 'Tree') {
      if (value !== String(blocks.length - 1))
        throw new MalformedModel('LightGBM model', `Tree=${blocks.length - 1}`, shortened(line));
      blocks.push(new Map());
    } else if (blocks.at(-1)?.has(key))
      throw new MalformedModel(`LightGBM model, ${shortened(key)}`, 'one line of that key', 'two');
    else blocks.at(-1)?.set(key, value);
  }
  throw new MalformedModel('LightGBM model', '"end of trees"', `the end of the text after ${blocks.length - 1} trees`);
}

/** The value of a key that must be there. */
export function textOf(fields: Fields, key: string, what: string): string {
  const value = fields.get(key);
  if (value === undefined) throw new MalformedModel(`${what}, ${key}`, 'a value', 'none');
  return value;
}

/** Exactly `count` numbers, infinities among them; NaN is refused. */
export function numbersOf(fields: Fields, key: string, count: number, what: string): Float64Array {
  const words = wordsOf(textOf(fields, key, what));
  if (words.length !== count) throw new MalformedModel(`${what}, ${key}`, `${count} numbers`, `${words.length}`);
  return Float64Array.from(words, (word) => parseNumber(word, `${what}, ${key}`));
}

/** Exactly `count` whole numbers, or one of `count` where the key has no list. */
export function integersOf(fields: Fields, key: string, count: number, what: string): Float64Array {
  const numbers = numbersOf(fields, key, count, what);
  const fraction = numbers.find((value) => !Number.isSafeInteger(value));
  if (fraction !== undefined) throw new MalformedModel(`${what}, ${key}`, 'whole numbers', String(fraction));
  return numbers;
}

/** A single whole number from `min` to `max`. */
export function integerOf(fields: Fields, key: string, min: number, max: number, what: string): number {
  const [value = Number.NaN] = integersOf(fields, key, 1, what);
  if (!(value >= min && value <= max)) throw new MalformedModel(`${what}, ${key}`, `${min} to ${max}`, String(value));
  return value;
}

export function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

const infinities: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function parseNumber(word: string, what: string): number {
  const value = infinities[word] ?? Number(word);
  if (Number.isNaN(value)) throw new MalformedModel(what, 'a number', shortened(word));
  return value;
}

function shortened(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
