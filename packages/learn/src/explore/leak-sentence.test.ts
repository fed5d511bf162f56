import { describe, expect, test } from 'vitest';
import { leakSentence } from './leak-sentence.ts';
import type { SourceFormula } from './source-formulas.ts';

function sentenceOf(column: string, source: string, formula: Pick<SourceFormula, 'form' | 'columns'>): string {
  const evidence = { type: 'source', source, formula: { ...formula, share: 1, n: 13_891 } } as const;
  return leakSentence({ column, grade: 'certain', evidence, n: 13_891, regionsTried: 1, tiedTo: [] }).message;
}

describe('two columns that give a third away', () => {
  const formula = { form: 'sum', columns: ['casual', 'registered'] } as const;

  test('each has a sentence that begins with its own name', () => {
    expect(sentenceOf('casual', '"cnt"', formula)).toBe(
      '"casual" gives "cnt" away together with "registered", from which the target is computed: "cnt" = "casual" + "registered" in 100% of 13,891 rows',
    );
    expect(sentenceOf('registered', '"cnt"', formula)).toMatch(/^"registered" gives "cnt" away together with "casual"/);
  });

  test('a target that is a number is not said to be computed from itself', () => {
    expect(sentenceOf('registered', 'the target', { ...formula, form: 'difference' })).toBe(
      '"registered" gives the target away together with "casual": the target = "casual" - "registered" in 100% of 13,891 rows',
    );
  });
});
