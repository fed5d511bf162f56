import { readFileSync } from 'node:fs';
import { numericColumn, storedInMemory, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { checkTable } from './check-table.ts';
import type { Expectation, NamedDistribution } from './expectation.ts';

const reference = JSON.parse(readFileSync(new URL('check-table.reference.json', import.meta.url), 'utf8')) as {
  sample: number[];
  large: number[];
  largeNormal: number;
  ks: [NamedDistribution['distribution'], number[], number][];
  categories: string[];
  chiSquare: number;
  texts: string[];
  likes: [string, string | null, boolean[]][];
  left: string[];
  right: string[];
  phi: number;
};

const now = Date.UTC(2026, 0, 10);
const table = tableOf([
  textColumn('city', ['Bern', 'BERN', 'Bern', null, 'Basel', 'Bern ']),
  numericColumn('km', 'number', [1, 2, null, 4, 5, 6]),
  numericColumn('m', 'number', [1000, 2000, null, 4000, 5000, 7000]),
  numericColumn('day', 'date', [20_000, 20_001, 20_002, 20_003, 20_004, 20_460]),
]);
const before = tableOf([
  textColumn('city', ['Bern', 'Basel', 'Basel', 'Bern', 'Basel', 'Basel', 'Bern']),
  numericColumn('km', 'number', [1, 2, 3, 4, 5, 6, 7]),
]);

async function ask(expectation: Expectation) {
  const otherTable = async () => storedInMemory(tableOf([textColumn('name', ['Bern', 'Basel'])]));
  const context = { now, reference: storedInMemory(before), otherTable };
  const [answer] = await checkTable(storedInMemory(table), [expectation], context);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

test.each<[Expectation, boolean, number[]]>([
  [{ expect: 'expect_row_to_satisfy', expression: 'km * 1000 == m' }, false, [5]],
  [{ expect: 'expect_row_to_satisfy', expression: 'km * 1000 == m', mostly: 0.8 }, true, [5]],
  [{ expect: 'expect_row_to_satisfy', expression: 'km * 1000 == m', where: 'km < 6' }, true, []],
  [{ expect: 'expect_column_values_to_be_between', column: 'm', max_value: 4000, where: 'km > 1' }, false, [4, 5]],
  [{ expect: 'expect_column_values_to_be_between', column: 'day', min_value: '2024-10-05' }, false, [0]],
  [{ expect: 'expect_column_values_to_be_between', column: 'city', min_value: 'Bb' }, false, [1, 4]],
  [{ expect: 'expect_column_values_to_not_be_null_when', column: 'city', when: 'm > 3000' }, false, [3]],
  [{ expect: 'expect_columns_to_be_missing_together', column_list: ['km', 'm'] }, true, []],
  [{ expect: 'expect_columns_to_be_missing_together', column_list: ['km', 'city'] }, false, [2, 3]],
  [{ expect: 'expect_column_values_to_have_one_spelling', column: 'city' }, false, [1, 5]],
  [
    {
      expect: 'expect_column_values_to_be_in_other_table',
      column: 'city',
      other_table_name: 'x',
      other_column: 'name',
    },
    false,
    [1, 5],
  ],
  [{ expect: 'expect_column_values_to_be_known_before', column: 'city' }, false, [1, 5]],
  [{ expect: 'expect_column_values_to_match_regex', column: 'city', regex: '^(B(e|a)\\w+)+ ?$' }, false, [1]],
])('%j', async (asked, isMet, rows) => {
  const answer = await ask(asked);
  expect(answer.isMet).toBe(isMet);
  expect(answer.partialUnexpectedList.map(({ row }) => row)).toEqual(rows);
});

test('freshness goes by the clock that is passed in', async () => {
  const asked = { expect: 'expect_column_newest_value_to_be_within', column: 'day' } as const;
  // The newest day, 2026-01-07, ends 48 hours before the clock.
  expect((await ask({ ...asked, max_age_hours: 49 })).isMet).toBe(true);
  expect((await ask({ ...asked, max_age_hours: 47 })).isMet).toBe(false);
});

test('change is measured against the accepted snapshot', async () => {
  const rows = await ask({ expect: 'expect_table_row_count_change_to_be_between', min_value: -0.1 });
  expect(rows.observedValue).toBeCloseTo(-1 / 7, 12);
  const missing = await ask({
    expect: 'expect_column_missing_share_change_to_be_less_than',
    column: 'km',
    threshold: 0.1,
  });
  expect(missing).toMatchObject({ isMet: false, observedValue: 1 / 6 });
  // Bern 3 of 7 before, 2 of 5 now, Basel 4 of 7 and 1 of 5, two spellings of 0 and 1 of 5 each.
  const moved = await ask({ expect: 'expect_column_total_variation_to_be_less_than', column: 'city', threshold: 0.5 });
  expect(moved.observedValue).toBeCloseTo((3 / 7 - 2 / 5 + 4 / 7 - 1 / 5 + 2 / 5) / 2, 12);
});

test('a check that cannot be asked says why, and the others are answered', async () => {
  const asked: readonly Expectation[] = [
    { expect: 'expect_column_mean_to_be_between', column: 'city', min_value: 0 },
    { expect: 'expect_column_values_to_match_regex', column: 'city', regex: '(?=B)' },
    { expect: 'expect_column_values_to_be_unique', column: 'town' },
    { expect: 'expect_column_psi_to_be_less_than', column: 'km', threshold: 1 },
    { expect: 'expect_column_max_to_be_between', column: 'km', max_value: 6 },
  ];
  const answers = await checkTable(storedInMemory(table), asked, { now });
  expect(answers.map(({ problem }) => problem?.argument)).toEqual(['column', 'regex', 'column', 'expect', undefined]);
  expect(answers.map(({ isMet }) => isMet)).toEqual([false, false, false, false, true]);
});

test('a pattern that makes backtracking engines hang is answered', async () => {
  const stored = storedInMemory(tableOf([textColumn('t', [`${'a'.repeat(50_000)}!`])]));
  const asked = { expect: 'expect_column_values_to_match_regex', column: 't', regex: '^(a+)+$' } as const;
  expect((await checkTable(stored, [asked], { now }))[0]?.isMet).toBe(false);
});

describe('as SciPy and DuckDB have it', () => {
  const whole = async (name: string, values: readonly number[] | readonly string[], asked: Expectation) => {
    const column =
      typeof values[0] === 'string'
        ? textColumn(name, values as readonly string[])
        : numericColumn(name, 'number', values as readonly number[]);
    return (await checkTable(storedInMemory(tableOf([column])), [asked], { now }))[0];
  };
  const named = 'expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than';

  test.each(reference.ks)('Kolmogorov-Smirnov of %s %j', async (distribution, params, expected) => {
    const answer = await whole('x', reference.sample, { expect: named, column: 'x', distribution, params });
    expect(Math.abs(Number(answer?.observedValue) - expected)).toBeLessThan(1e-9);
  });

  test('Kolmogorov-Smirnov of many values, by the limit law', async () => {
    const asked = { expect: named, column: 'x', distribution: 'norm', params: [1, 2] } as const;
    const answer = await whole('x', reference.large, asked);
    expect(Math.abs(Number(answer?.observedValue) - reference.largeNormal)).toBeLessThan(5e-3);
  });

  test('chi-square', async () => {
    const partition_object = { values: ['a', 'b', 'c'], weights: [0.45, 0.35, 0.2] };
    const expect_ = 'expect_column_chisquare_test_p_value_to_be_greater_than';
    const answer = await whole('x', reference.categories, { expect: expect_, column: 'x', partition_object });
    expect(answer?.observedValue).toBeCloseTo(reference.chiSquare, 9);
  });

  test.each(reference.likes)('LIKE %s, escape %s', async (like_pattern, mark, expected) => {
    const asked = { expect: 'expect_column_values_to_match_like_pattern', column: 'x', like_pattern } as const;
    const answer = await whole('x', reference.texts, mark === null ? asked : { ...asked, escape: mark });
    const unexpected = new Set(answer?.partialUnexpectedList.map(({ row }) => row));
    expect(reference.texts.map((_, row) => !unexpected.has(row))).toEqual(expected);
  });

  test("Cramer's phi", async () => {
    const stored = storedInMemory(tableOf([textColumn('a', reference.left), textColumn('b', reference.right)]));
    const name = 'expect_column_pair_cramers_phi_value_to_be_less_than';
    const [answer] = await checkTable(stored, [{ expect: name, column_A: 'a', column_B: 'b', threshold: 1 }], { now });
    expect(answer?.observedValue).toBeCloseTo(reference.phi, 9);
  });
});

describe('counted without a look at each row', () => {
  const asked = async (columns: Parameters<typeof tableOf>[0], expectation: Expectation) => {
    const [answer] = await checkTable(storedInMemory(tableOf(columns)), [expectation], { now });
    return [answer?.unexpectedCount, answer?.partialUnexpectedList.map(({ row }) => row)];
  };

  test('numbers that are repeated, few and many', async () => {
    const spread = Array.from({ length: 40 }, (_, i) => i * 1e9 + 0.5);
    const column = (values: readonly (number | null)[]) => [numericColumn('x', 'number', values)];
    const unique = { expect: 'expect_column_values_to_be_unique', column: 'x' } as const;
    expect(await asked(column([null, ...spread, null, 1e9 + 0.5]), unique)).toEqual([2, [2, 42]]);
    expect(await asked(column([-1, ...spread, ...spread.slice(0, 9)]), unique)).toEqual([
      18,
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 41, 42, 43, 44, 45, 46, 47, 48, 49],
    ]);
  });

  test('pairs with a missing value, by which rows are passed over', async () => {
    const numbers = [
      numericColumn('a', 'number', [1, null, null, 5, 2]),
      numericColumn('b', 'number', [2, null, 1, null, 2]),
    ];
    const texts = [textColumn('a', ['x', null, null, 'y', 'z']), textColumn('b', ['y', null, 'x', null, 'z'])];
    for (const [ignore_row_if, rows] of [
      ['both_values_are_missing', [0, 2, 3]],
      ['either_value_is_missing', [0]],
      ['neither', [0, 1, 2, 3]],
    ] as const) {
      const pair = { column_A: 'a', column_B: 'b', ignore_row_if } as const;
      const greater = { expect: 'expect_column_pair_values_a_to_be_greater_than_b', or_equal: true, ...pair } as const;
      expect(await asked(numbers, greater)).toEqual([rows.length, rows]);
      expect(await asked(texts, { expect: 'expect_column_pair_values_to_be_equal', ...pair })).toEqual([
        rows.length,
        rows,
      ]);
    }
  });
});
