import { isSpace, isWordCharacter } from './character-sets.ts';
import { lowerCase } from './lower-case.ts';

/** What n-grams are made of: words of two letters and more, characters, or characters within each word and its margins. */
export const gramUnits = ['words', 'characters', 'charactersInWords'] as const;

export interface GramRule {
  readonly unit: (typeof gramUnits)[number];
  /** The least and the largest number of words or characters. */
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Calls `visit` with each n-gram of a text in small letters, repeated ones again, in the order of scikit-learn's analyzers `word`,
 * `char` and `char_wb`. Combining marks belong to their word, which Python's \w cuts.
 */
export function eachGram(text: string, rule: GramRule, visit: (gram: string) => void): void {
  const small = lowerCase(text);
  if (rule.unit === 'words') wordGrams(wordsOf(small), rule, visit);
  else if (rule.unit === 'characters') characterGrams(withSingleSpaces(small), rule, visit);
  else for (const word of splitBySpace(small)) paddedGrams(` ${word} `, rule, visit);
}

/** The words of a text: runs of two word characters and more. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  let length = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? (text.codePointAt(i) as number) : 0x20;
    if (isWordCharacter(code)) {
      if (start < 0) start = i;
      length++;
      if (code > 0xffff) i++;
      continue;
    }
    if (length >= 2) words.push(text.slice(start, i));
    if (code > 0xffff) i++;
    start = -1;
    length = 0;
  }
  return words;
}

function wordGrams(words: readonly string[], { shortest, longest }: GramRule, visit: (gram: string) => void): void {
  for (let n = shortest; n <= longest; n++)
    for (let i = 0; i + n <= words.length; i++) {
      let gram = words[i] as string;
      for (let k = 1; k < n; k++) gram += ` ${words[i + k]}`;
      visit(gram);
    }
}

function characterGrams(text: string, { shortest, longest }: GramRule, visit: (gram: string) => void): void {
  const starts = characterStarts(text);
  for (let n = shortest; n <= longest; n++)
    for (let i = 0; i + n < starts.length; i++) visit(text.slice(starts[i], starts[i + n]));
}

/** A word shorter than n is counted once, whole. */
function paddedGrams(word: string, { shortest, longest }: GramRule, visit: (gram: string) => void): void {
  const starts = characterStarts(word);
  const characters = starts.length - 1;
  for (let n = shortest; n <= longest; n++) {
    const last = Math.max(0, characters - n);
    for (let i = 0; i <= last; i++) visit(word.slice(starts[i], starts[Math.min(i + n, characters)]));
    if (last === 0) return;
  }
}

/** Where each code point of a well-formed text begins, and the end. */
function characterStarts(text: string): readonly number[] {
  const starts: number[] = [];
  for (let i = 0; i < text.length; i++) {
    starts.push(i);
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) i++;
  }
  starts.push(text.length);
  return starts;
}

/** Two spaces and more count as one blank. */
function withSingleSpaces(text: string): string {
  let made = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isSpace(text.charCodeAt(i))) continue;
    let end = i + 1;
    while (end < text.length && isSpace(text.charCodeAt(end))) end++;
    if (end - i > 1) {
      made += `${text.slice(from, i)} `;
      from = end;
    }
    i = end - 1;
  }
  return made + text.slice(from);
}

function splitBySpace(text: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const isBreak = i === text.length || isSpace(text.charCodeAt(i));
    if (!isBreak && start < 0) start = i;
    if (!isBreak || start < 0) continue;
    words.push(text.slice(start, i));
    start = -1;
  }
  return words;
}
