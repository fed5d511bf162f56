import { hash32, type Interval, wilsonInterval } from '@tend/kernels';
import type { TextRows } from './text-rows.ts';
import { wordsOf } from './words-of.ts';

/** A text with its numbers, addresses and links taken out, which at least 5 rows share. */
export interface TextTemplate {
  /** Its first 120 characters; `#` stands for a number, `@` for an e-mail address, `~` for a link. */
  readonly template: string;
  readonly rows: number;
  readonly texts: number;
}

export interface SimilarTexts {
  /** Those of at least two different texts, by their rows, at most 10. */
  readonly templates: readonly TextTemplate[];
  /** Different texts that were compared, each of at least 4 words. */
  readonly compared: number;
  /** Texts that share at least 80% of their runs of three words with another one, and the rows that hold them. */
  readonly similar: number;
  readonly rows: number;
  /** Of texts with a word changed, planted among the others, the share that was found; 95% interval. */
  readonly recall: Interval & { readonly planted: number; readonly found: number };
}

const leastShown = 5;
const mostTemplates = 10;
const mostCharacters = 120;
const mostTexts = 50_000;
const leastWords = 4;
const leastShared = 0.8;
const bandCount = 16;
const rowsABand = 4;
const mostCompared = 16;
const plantedCount = 100;

/**
 * Texts that are nearly the same, by minimum hashes of their runs of three words (Broder 1997) in 16 bands of 4: two texts that
 * share 80% of them meet in a band with a chance of 99.98%. Candidates are compared exactly.
 */
export function similarTexts(rows: TextRows): SimilarTexts {
  const step = Math.max(1, Math.ceil(rows.texts.length / mostTexts));
  const taken: { readonly shingles: ReadonlySet<number>; readonly rows: number }[] = [];
  const sources: string[][] = [];
  for (let place = 0; place < rows.texts.length; place += step) {
    const words = wordsOf(rows.texts[place] as string);
    if (words.length < leastWords) continue;
    taken.push({ shingles: shinglesOf(words), rows: rows.counts[place] as number });
    sources.push([...words]);
  }
  const planted = plant(sources);
  const all = [...taken.map(({ shingles }) => shingles), ...planted.map(({ shingles }) => shingles)];
  const pairs = similarPairs(all);
  const isSimilar = new Uint8Array(taken.length);
  const found = new Set<number>();
  for (const [a, b] of pairs) {
    if (b >= taken.length) {
      if (planted[b - taken.length]?.source === a) found.add(b);
    } else {
      isSimilar[a] = 1;
      isSimilar[b] = 1;
    }
  }
  const near = planted.filter(
    ({ source, shingles }) => shared(shingles, taken[source]?.shingles ?? new Set()) >= leastShared,
  );
  return {
    templates: templatesOf(rows),
    compared: taken.length,
    similar: isSimilar.reduce((sum, flag) => sum + flag, 0),
    rows: taken.reduce((sum, one, i) => sum + (isSimilar[i] === 1 ? one.rows : 0), 0),
    recall: { planted: near.length, found: found.size, ...wilsonInterval(found.size, near.length, 0.95) },
  };
}

/** Copies of texts with their last word changed. */
function plant(
  sources: readonly (readonly string[])[],
): readonly { readonly source: number; readonly shingles: ReadonlySet<number> }[] {
  const long = sources.flatMap((words, source) => (words.length >= 12 ? [{ words, source }] : []));
  const step = Math.max(1, Math.floor(long.length / plantedCount));
  return long
    .filter((_, i) => i % step === 0)
    .slice(0, plantedCount)
    .map(({ words, source }) => ({ source, shingles: shinglesOf([...words.slice(0, -1), '']) }));
}

function shinglesOf(words: readonly string[]): ReadonlySet<number> {
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let i = 0; i + 2 < hashes.length; i++)
    shingles.add(hash32(hash32(hashes[i] as number, hashes[i + 1] as number), hashes[i + 2] as number));
  return shingles;
}

function hashOf(word: string): number {
  let hash = word.length;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 0x01000193) ^ word.charCodeAt(i)) | 0;
  return hash;
}

/** Each pair of places once, the smaller first. */
function similarPairs(texts: readonly ReadonlySet<number>[]): readonly (readonly [number, number])[] {
  const signatures = texts.map(signatureOf);
  const seen = new Set<number>();
  const pairs: [number, number][] = [];
  for (let band = 0; band < bandCount; band++) {
    const buckets = new Map<number, number[]>();
    for (const [i, signature] of signatures.entries()) {
      let key = band;
      for (let k = band * rowsABand; k < (band + 1) * rowsABand; k++) key = hash32(key, signature[k] as number);
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, [i]);
        continue;
      }
      for (const other of bucket.slice(-mostCompared)) {
        const pair = other * texts.length + i;
        if (seen.has(pair)) continue;
        seen.add(pair);
        if (shared(texts[i] ?? new Set(), texts[other] ?? new Set()) >= leastShared) pairs.push([other, i]);
      }
      bucket.push(i);
    }
  }
  return pairs;
}

function signatureOf(shingles: ReadonlySet<number>): Int32Array {
  const least = new Int32Array(bandCount * rowsABand).fill(0x7fffffff);
  for (const shingle of shingles)
    for (let k = 0; k < least.length; k++) {
      let hash = Math.imul(shingle ^ Math.imul(k + 1, 0x9e3779b1), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
      if (hash < (least[k] as number)) least[k] = hash;
    }
  return least;
}

/** Jaccard's index. */
function shared(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const shingle of a) if (b.has(shingle)) both++;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

function templatesOf({ texts, counts }: TextRows): readonly TextTemplate[] {
  const found = new Map<string, { rows: number; texts: number }>();
  for (const [place, text] of texts.entries()) {
    const template = maskedText(text);
    const one = found.get(template) ?? { rows: 0, texts: 0 };
    if (one.texts === 0) found.set(template, one);
    one.rows += counts[place] as number;
    one.texts++;
  }
  return [...found]
    .filter(([, one]) => one.rows >= leastShown && one.texts > 1)
    .sort(([a, one], [b, other]) => other.rows - one.rows || (a < b ? -1 : 1))
    .slice(0, mostTemplates)
    .map(([template, one]) => ({ template: template.slice(0, mostCharacters), ...one }));
}

function maskedText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\b(?:https?:\/\/|www\.)\S+/gu, '~')
    .replaceAll(/\S+@\S+\.\S+/gu, '@')
    .replaceAll(/\d+(?:[.,:/-]\d+)*/gu, '#')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
