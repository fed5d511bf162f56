import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { applyRecipe } from './apply-recipe.ts';
import { fitRecipe } from './fit-recipe.ts';
import { proposeRecipe, type RecipeOptions } from './propose-recipe.ts';
import type { RecipePlan } from './recipe-plan.ts';

const count = 600;
const index = Array.from({ length: count }, (_, i) => i);
const all = Int32Array.from(index);
/** Numbers without an order that a person would see. */
const mixed = (i: number, size: number): number => ((i * 7919) % 104_729) % size;

const adjectives = ['late', 'broken', 'fine', 'quick', 'friendly', 'cold', 'wrong', 'lost'];
const nouns = ['parcel', 'driver', 'invoice', 'box', 'answer', 'order'];
const remark = (i: number): string =>
  `The ${nouns[mixed(i, 6)]} was ${adjectives[mixed(i + 1, 8)]} on visit ${i}, they said`;

function planOf(table: Table, options: RecipeOptions): RecipePlan {
  return proposeRecipe(
    table,
    all,
    table.columns.map(({ name }) => name),
    options,
  );
}

const stepsOf = (plan: RecipePlan): readonly string[] => plan.steps.map(({ step }) => step);

describe('texts', () => {
  const free = tableOf([textColumn('remark', index.map(remark))]);

  test('free text becomes words, with the numbers seen in the reason', () => {
    const plan = planOf(free, { for: 'logistic' });
    expect(stepsOf(plan)).toEqual(['nGrams']);
    expect(plan.steps[0]?.reason).toMatch(
      /600 different texts in 600 rows, 8\.0 words on average\): \d+ words and pairs/,
    );
    const { x } = fitRecipe(plan, free, all);
    const told = Number(/(\d+) words and pairs/.exec(plan.steps[0]?.reason ?? '')?.[1]);
    expect(x.features.length).toBe(told);
    // "the", "was" and "said" are in all texts, each number in one.
    expect(x.features.map(({ name }) => name)).not.toContain('remark has the');
    expect(x.features.map(({ name }) => name)).toContain('remark has late on');
  });

  test('trees see single words and how a text is written', () => {
    const plan = planOf(free, { for: 'boostedTrees' });
    expect(stepsOf(plan)).toEqual(['nGrams', 'textFacts']);
    const { x } = fitRecipe(plan, free, all);
    const words = x.features.filter(({ name }) => name.startsWith('remark has '));
    expect(words.map(({ name }) => name)).toContain('remark has late');
    expect(words.every(({ name }) => name.split(' ').length === 3)).toBe(true);
  });

  test('one column fills no more than 128 MiB, and the reason says what was looked at', () => {
    const rows = Int32Array.from({ length: 2 ** 16 }, (_, i) => i);
    const table = tableOf([
      textColumn(
        'remark',
        Array.from(rows, (i) => `${remark(i)} on street ${i % 2999}`),
      ),
    ]);
    const plan = proposeRecipe(table, rows, ['remark'], { for: 'logistic' });
    expect(plan.steps[0]).toMatchObject({ step: 'nGrams', parameters: { features: 512 } });
    expect(plan.steps[0]?.reason).toContain('the 512 most frequent of');
    expect(plan.steps[0]?.reason).toContain('of a sample of 20,000');
  });

  test('texts that come again and again are levels, of however many words', () => {
    const table = tableOf([
      textColumn(
        'remark',
        index.map((i) => remark(mixed(i, 40))),
      ),
    ]);
    expect(stepsOf(planOf(table, { for: 'logistic' }))).toEqual(['oneHot']);
  });

  test.each([
    ['e-mail addresses', (i: number) => `person.${i}@example.org`, /e-mail addresses: 600 different/],
    ['codes', (i: number) => `AB-${i}-${mixed(i, 97)}`, /like an identifier/],
    ['names of people', (i: number) => `Maria ${'ABCDEF'[i % 6]}. Lopez-${i} Ortega`, /like an identifier/],
    ['telephone numbers', (i: number) => `+49 170 ${1_000_000 + i * 7}`, /like an identifier/],
    ['texts without a word twice', (i: number) => `qa${i} wb${i} ec${i} rd${i}`, /no word occurs in 3 rows/],
  ])('%s are left out', (_, text, reason) => {
    for (const estimator of ['logistic', 'boostedTrees'] as const) {
      const plan = planOf(tableOf([textColumn('t', index.map(text))]), { for: estimator });
      expect(plan.steps).toEqual([]);
      expect(plan.dropped[0]?.reason).toMatch(reason);
    }
  });

  test('a script without spaces is read by its characters', () => {
    const syllables = ['荷物', '遅延', '配達', '良い', '破損', '問題', '親切'];
    const text = (i: number): string =>
      `${syllables[mixed(i, 7)]}の${syllables[mixed(i + 3, 7)]}が${syllables[mixed(i + 5, 7)]}、番号${i}`;
    const plan = planOf(tableOf([textColumn('t', index.map(text))]), { for: 'logistic' });
    expect(plan.steps[0]).toMatchObject({ step: 'nGrams', parameters: { unit: 'characters', longest: 2 } });
  });

  test('nothing is read where the caller wants no words', () => {
    const plan = planOf(free, { for: 'boostedTrees', readsWords: false });
    expect(plan.dropped.map(({ why }) => why)).toEqual(['freeText']);
  });

  test('many levels are encoded by the outcome for trees, of earlier rows where rows have a time', () => {
    const table = tableOf([
      textColumn(
        'plane',
        index.map((i) => `N${mixed(i, 110)}`),
      ),
      numericColumn('day', 'date', index),
    ]);
    const target = { y: Float64Array.from(index, (i) => Number(mixed(i, 110) < 40)) };
    const plan = proposeRecipe(table, all, ['plane'], { for: 'boostedTrees', target });
    expect(stepsOf(plan)).toEqual(['targetEncode']);
    expect(plan.steps[0]?.reason).toContain('110 different values');
    expect(plan.steps[0]?.reason).toContain('other folds');
    const timed = proposeRecipe(table, all, ['plane'], { for: 'boostedTrees', target, timeColumn: 'day' });
    expect(timed.steps[0]).toMatchObject({ step: 'targetEncode', parameters: { timeAware: true } });
    // Nothing to encode by: no level has the 20 rows that sets need.
    expect(stepsOf(proposeRecipe(table, all, ['plane'], { for: 'boostedTrees' }))).toEqual([]);
    expect(stepsOf(proposeRecipe(table, all, ['plane'], { for: 'logistic', target }))).toEqual(['oneHot']);
  });
});

test('columns that follow one another with the same step for the same reason share it', () => {
  const level = (name: string, size: number): ReturnType<typeof textColumn> =>
    textColumn(
      name,
      index.map((i) => `level ${mixed(i, size)}`),
    );
  const table = tableOf([level('a', 3), level('b', 3), level('c', 4), level('d', 3)]);
  const plan = planOf(table, { for: 'logistic' });
  expect(plan.steps.map(({ columns }) => columns)).toEqual([['a', 'b'], ['c'], ['d']]);
});

describe('numbers', () => {
  const hour = numericColumn(
    'hour',
    'integer',
    index.map((i) => mixed(i, 24)),
  );
  const isRush = (i: number): boolean => [8, 9, 17, 18].includes(mixed(i, 24));

  test('a relation that is no line gets ranges, with the finding in the reason', () => {
    const table = tableOf([hour]);
    const y = Float64Array.from(index, (i) => Number(isRush(i)));
    const plan = planOf(table, { for: 'logistic', target: { y } });
    expect(stepsOf(plan)).toEqual(['bin', 'clip', 'scale', 'impute']);
    expect(plan.steps[0]?.reason).toMatch(/no line: \d+ ranges tell \d+% of its variance, a line .*\(n = 600\)/);
    // Ranges have a feature for missing values; the number adds none.
    const gappy = tableOf([{ ...hour, values: hour.values.map((value, i) => (i % 9 === 0 ? Number.NaN : value)) }]);
    const { x } = fitRecipe(planOf(gappy, { for: 'logistic', target: { y } }), gappy, all);
    expect(x.features.filter(({ name }) => name.includes('is missing'))).toHaveLength(1);
  });

  test('a line, noise and small tables get none; trees never do', () => {
    const y = Float64Array.from(index, (i) => mixed(i, 24) + (mixed(i + 2, 100) - 50) / 10);
    const table = tableOf([hour]);
    expect(stepsOf(planOf(table, { for: 'linear', target: { task: 'regression', y } }))).not.toContain('bin');
    const noise = Float64Array.from(index, (i) => Number(mixed(i * i + 3, 101) < 50));
    expect(stepsOf(planOf(table, { for: 'logistic', target: { y: noise } }))).not.toContain('bin');
    const rush = Float64Array.from(index, (i) => Number(isRush(i)));
    expect(stepsOf(planOf(table, { for: 'boostedTrees', target: { y: rush } }))).toEqual(['passThrough']);
    const few = proposeRecipe(table, all.subarray(0, 80), ['hour'], {
      for: 'logistic',
      target: { y: rush.subarray(0, 80) },
    });
    expect(few.steps.map(({ step }) => step)).not.toContain('bin');
  });

  test('a target of another length is refused', () => {
    const target = { y: new Float64Array(5) };
    expect(() => planOf(tableOf([hour]), { for: 'logistic', target })).toThrow('the target has 5 entries');
  });
});

describe('times', () => {
  const days = (step: number): Table =>
    tableOf([
      numericColumn(
        'day',
        'date',
        index.map((i) => Math.floor(i * step)),
      ),
    ]);
  const partsOf = (table: Table): unknown => planOf(table, { for: 'boostedTrees' }).steps[0]?.parameters?.parts;

  test('only cycles that the rows go through', () => {
    expect(partsOf(days(2))).toEqual(['month', 'weekday']);
    // A month and a half; every seventh day; the first of January of 600 years.
    expect(partsOf(days(0.08))).toEqual(['weekday']);
    expect(partsOf(days(7))).toEqual(['month']);
    const stamps = tableOf([
      numericColumn(
        'at',
        'instant',
        index.map((i) => i * 1_800_000),
      ),
    ]);
    expect(partsOf(stamps)).toEqual(['weekday', 'hour']);
    const midnight = tableOf([
      numericColumn(
        'at',
        'instant',
        index.map((i) => i * 86_400_000),
      ),
    ]);
    expect(partsOf(midnight)).toEqual(['month', 'weekday']);
  });

  test('a time without any is left out, with its span', () => {
    const plan = planOf(days(0.005), { for: 'logistic' });
    expect(plan.dropped).toMatchObject([{ column: 'day', why: 'noCycle' }]);
    expect(plan.dropped[0]?.reason).toContain('over 2 days');
  });

  test('missing times are flagged once, and rows stay finite for linear models', () => {
    for (const step of [2, 7]) {
      const table = tableOf([
        numericColumn(
          'day',
          'date',
          index.map((i) => (i % 5 === 0 ? null : i * step)),
        ),
      ]);
      const { recipe, x } = fitRecipe(planOf(table, { for: 'logistic' }), table, all);
      expect(x.features.filter(({ name }) => name.includes('missing'))).toHaveLength(1);
      expect(applyRecipe(recipe, table).values.every(Number.isFinite)).toBe(true);
    }
  });
});
