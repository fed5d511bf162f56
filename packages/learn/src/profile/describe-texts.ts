import { canonicalOrder } from '../recipe/canonical-order.ts';
import { characterClass, characterClasses } from './character-class.ts';
import type { CharacterClasses, FrequentValue, TextLooks, TextProfile } from './column-profile.ts';
import { leastRows } from './least-rows.ts';
import { lengthProfile } from './length-profile.ts';
import { textFacts } from './shape/text-facts.ts';
import { spellingVariants } from './spelling-variants.ts';
import type { TextCounts } from './text-counts.ts';
import { lookOf } from './text-looks.ts';

const mostListed = 10;

/** The profile of a counted column of texts. */
export function describeTexts(column: string, texts: TextCounts): TextProfile {
  const { n, missing, dictionary, counts } = texts;
  let distinct = 0;
  let largest = 0;
  const often: { readonly value: string; readonly count: number }[] = [];
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    distinct++;
    largest = Math.max(largest, count);
    if (count >= leastRows) often.push({ value: dictionary[code] ?? '', count });
  }
  const frequent: readonly FrequentValue[] = often
    .sort((a, b) => b.count - a.count || canonicalOrder(a.value, b.value))
    .slice(0, mostListed);
  const profile = {
    ...{ column, kind: 'text' as const, n, missing, distinct, distinctError: 0, frequent, frequentError: 0 },
    mostFrequentCount: largest,
    ...scanTexts(texts),
    variants: 2 * distinct <= n - missing ? spellingVariants(dictionary, counts) : null,
  };
  return { ...profile, shape: textFacts(profile) };
}

/** Everything that is read from the characters, each distinct text once. */
function scanTexts({
  dictionary,
  counts,
}: TextCounts): Pick<TextProfile, 'characters' | 'words' | 'classes' | 'looksLike' | 'empty' | 'padded'> {
  const ofClass = new Float64Array(characterClasses.length);
  const [characters, words] = [new Map<number, number>(), new Map<number, number>()];
  const looksLike: Record<keyof TextLooks, number> = { number: 0, email: 0, url: 0, json: 0, uuid: 0 };
  let empty = 0;
  let padded = 0;
  let all = 0;
  for (const [code, text] of dictionary.entries()) {
    const rows = counts[code] as number;
    if (rows === 0) continue;
    const { length, wordCount } = scanText(text, rows, ofClass);
    characters.set(length, (characters.get(length) ?? 0) + rows);
    words.set(wordCount, (words.get(wordCount) ?? 0) + rows);
    all += length * rows;
    if (length === 0) empty += rows;
    else if (text.trim().length !== text.length) padded += rows;
    const look = lookOf(text);
    if (look !== undefined) looksLike[look] += rows;
  }
  const shares = characterClasses.map((name, i) => [name, (ofClass[i] as number) / all] as const);
  return {
    characters: lengthProfile(characters),
    words: lengthProfile(words),
    classes: all === 0 ? null : (Object.fromEntries(shares) as unknown as CharacterClasses),
    looksLike,
    empty,
    padded,
  };
}

const space = characterClasses.indexOf('space');

function scanText(
  text: string,
  rows: number,
  ofClass: Float64Array,
): { readonly length: number; readonly wordCount: number } {
  let length = 0;
  let wordCount = 0;
  let isInWord = false;
  for (let i = 0; i < text.length; i++) {
    let codePoint = text.charCodeAt(i);
    if (codePoint >= 0xd800) {
      codePoint = text.codePointAt(i) ?? codePoint;
      if (codePoint > 0xffff) i++;
    }
    const place = characterClass(codePoint);
    ofClass[place] = (ofClass[place] as number) + rows;
    length++;
    if (place === space) isInWord = false;
    else if (!isInWord) {
      isInWord = true;
      wordCount++;
    }
  }
  return { length, wordCount };
}
