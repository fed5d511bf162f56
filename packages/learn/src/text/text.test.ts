import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCapital, isPunctuation, isSpace, isWordCharacter } from './character-sets.ts';
import { unicodeVersion } from './character-tables.ts';
import { lowerCase } from './lower-case.ts';
import { eachGram, type GramRule, wordsOf } from './n-grams.ts';

const gramsOf = (text: string, rule: GramRule): string[] => {
  const grams: string[] = [];
  eachGram(text, rule, (gram) => grams.push(gram));
  return grams;
};

// Later versions of Unicode give letters to code points that had none; those below have all been given.
const settled = process.versions.unicode === unicodeVersion ? 0x110000 : 0x530;
const codes = Array.from({ length: settled }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);

describe('the tables', () => {
  test.each([
    ['words', isWordCharacter, /[\p{L}\p{M}\p{N}\p{Pc}]/u],
    ['capitals', isCapital, /\p{Lu}/u],
    ['punctuation', isPunctuation, /\p{P}/u],
  ])('of %s agree with the platform', (_, isIn, pattern) => {
    expect(codes.filter((code) => isIn(code) !== pattern.test(String.fromCodePoint(code)))).toEqual([]);
  });

  test('of small letters agree with the platform, but for the one capital that becomes two', () => {
    const differing = codes.filter((code) => {
      const one = String.fromCodePoint(code);
      return lowerCase(one) !== one.toLowerCase();
    });
    expect(differing).toEqual([0x130]);
    expect(lowerCase('İ')).toBe('i');
  });

  test('of spaces are those of Python', () => {
    const spaces = codes.filter((code) => code < 0x10000 && isSpace(code)).map((code) => code.toString(16));
    const python =
      '9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 2028 2029 202f 205f 3000';
    expect(spaces).toEqual(python.split(' ').filter((code) => Number.parseInt(code, 16) < settled));
  });
});

describe('n-grams', () => {
  test('of words, characters and characters within words, as the analyzers of scikit-learn list them', () => {
    const text = 'Jumpy fox,\n a  ox';
    expect(gramsOf(text, { unit: 'words', shortest: 1, longest: 2 })).toEqual([
      'jumpy',
      'fox',
      'ox',
      'jumpy fox',
      'fox ox',
    ]);
    expect(gramsOf('a  bc', { unit: 'characters', shortest: 2, longest: 3 })).toEqual(['a ', ' b', 'bc', 'a b', ' bc']);
    expect(gramsOf('a bcd', { unit: 'charactersInWords', shortest: 3, longest: 5 })).toEqual([
      ' a ',
      ' bc',
      'bcd',
      'cd ',
      ' bcd',
      'bcd ',
      ' bcd ',
    ]);
  });

  test('keep combining marks, right-to-left and astral letters in their words', () => {
    expect(wordsOf('हिन्दी שָׁלוֹם cafe\u0301 𐐷𐐶 x')).toEqual(['हिन्दी', 'שָׁלוֹם', 'cafe\u0301', '𐐷𐐶']);
    expect(gramsOf('🐦🐦', { unit: 'characters', shortest: 1, longest: 2 })).toEqual(['🐦', '🐦', '🐦🐦']);
    expect(gramsOf('ab\ud800cd', { unit: 'words', shortest: 1, longest: 1 })).toEqual(['ab', 'cd']);
  });

  test('are well-formed and in small letters for any text', () => {
    const unit = fc.constantFrom('words', 'characters', 'charactersInWords');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), unit, fc.nat(3), fc.nat(2), (text, kind, least, more) => {
        for (const gram of gramsOf(text, {
          unit: kind as GramRule['unit'],
          shortest: least + 1,
          longest: least + 1 + more,
        })) {
          expect(gram.isWellFormed()).toBe(true);
          expect(lowerCase(gram)).toBe(gram);
        }
      }),
    );
  });
});
