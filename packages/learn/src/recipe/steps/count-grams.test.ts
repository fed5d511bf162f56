import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachGram, type GramRule } from '../../text/n-grams.ts';
import { type CountedText, countGrams, mostCounted } from './count-grams.ts';

const words: GramRule = { unit: 'words', shortest: 1, longest: 1 };

/** 200,000 words that occur once each among some that occur often. */
const manyTexts: readonly CountedText[] = Array.from({ length: 20_000 }, (_, i) => ({
  text: [
    ...Array.from({ length: 10 }, (_word, k) => `word${i * 10 + k}`),
    ...(i % 4 === 1 ? ['often', 'often'] : []),
    ...(i % 50 === 3 ? ['sometimes'] : []),
    ...(i > 19_000 ? ['lately'] : []),
  ].join(' '),
  rows: 1 + Number(i % 1000 === 501),
}));
const countsOf = (texts: readonly CountedText[], limit?: number): ReadonlyMap<string, readonly number[]> =>
  new Map(countGrams(texts, words, limit).map(({ gram, count, rows }) => [gram, [count, rows]]));

test('of 200,000 different words all are counted while they fit', () => {
  const exact = countsOf(manyTexts);
  expect(mostCounted).toBeGreaterThan(200_003);
  expect(exact.size).toBe(200_003);
  expect(exact.get('often')).toEqual([10_040, 5020]);
  expect(exact.get('sometimes')).toEqual([400, 400]);
  expect(exact.get('lately')).toEqual([1000, 1000]);
});

test('where they do not, frequent ones have exact counts, whenever they come, and never are there more counters', () => {
  const limit = 2000;
  const some = countsOf(manyTexts, limit);
  expect(some.size).toBeLessThanOrEqual(limit);
  const exact = countsOf(manyTexts);
  for (const [gram, counts] of some) expect(counts).toEqual(exact.get(gram));
  // 211,640 occurrences: what makes up 2 / limit of them is 212 and more.
  for (const gram of ['often', 'sometimes', 'lately']) expect(some.get(gram)).toEqual(exact.get(gram));
  expect([...countsOf(manyTexts, limit)]).toEqual([...some]);
});

test('an n-gram of more than 2 / limit of all occurrences is never lost', () => {
  const text = fc.record({
    text: fc.array(fc.constantFrom(...'abcdefghij'), { maxLength: 12 }).map((letters) => letters.join('')),
    rows: fc.integer({ min: 1, max: 5 }),
  });
  const rule = fc.constantFrom<GramRule>(
    { unit: 'characters', shortest: 1, longest: 1 },
    { unit: 'characters', shortest: 1, longest: 3 },
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), rule, fc.integer({ min: 2, max: 40 }), (texts, one, limit) => {
      const exact = new Map<string, number>();
      for (const { text: own, rows } of texts)
        eachGram(own, one, (gram) => exact.set(gram, (exact.get(gram) ?? 0) + rows));
      const all = [...exact.values()].reduce((sum, value) => sum + value, 0);
      const some = countGrams(texts, one, limit);
      expect(some.length).toBeLessThanOrEqual(limit);
      for (const { gram, count } of some) expect(count).toBe(exact.get(gram));
      for (const [gram, count] of exact)
        if (count > (2 / limit) * all || exact.size <= limit) expect(some.map((found) => found.gram)).toContain(gram);
    }),
    { numRuns: 300 },
  );
});
