import { describe, expect, test } from 'vitest';
import { type CodedOutcomes, determinedBy } from './function-evidence.ts';

/** Outcomes of `kinds` kinds on rows whose value is the row number modulo `levels`; every `wrongEvery`th row has another one. */
function outcomesOf(rowCount: number, levels: number, kinds: number, wrongEvery = Number.POSITIVE_INFINITY) {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row);
  const codes = rows.map((row) => (((row % levels) + (row % wrongEvery === 0 && row > 0 ? 1 : 0)) * 11) % kinds);
  const outcomes: CodedOutcomes = { rows, codes };
  return { outcomes, values: rows.map((row) => row % levels) };
}

describe('values that determine outcomes', () => {
  test.each([7, 100, 101, 5000])('%i kinds of outcomes', (kinds) => {
    const levels = Math.min(kinds, 40);
    const { outcomes, values } = outcomesOf(4000, levels, kinds);
    expect(determinedBy(values, levels, outcomes)).toEqual({ share: 1, levels, isCertain: true });
  });

  test.each([90, 5000])('an exception in 100 rows makes it likely, of %i kinds of outcomes', (kinds) => {
    const { outcomes, values } = outcomesOf(4000, 40, kinds, 100);
    expect(determinedBy(values, 40, outcomes)).toEqual({ share: 1 - 39 / 4000, levels: 40, isCertain: false });
  });

  test('as many outcomes as rows, of a column with thousands of values, fit into memory', () => {
    const rows = Int32Array.from({ length: 1_000_000 }, (_, row) => row);
    expect(
      determinedBy(
        rows.map((row) => row % 50_000),
        50_000,
        { rows, codes: rows },
      ),
    ).toBeUndefined();
  });
});
