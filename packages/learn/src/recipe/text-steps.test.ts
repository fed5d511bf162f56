import { readFileSync } from 'node:fs';
import { type Table, tableOf, takeRows, textColumn } from '@tend/table';
import { describe, expect, type TestContext, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { answersOf, csvTable } from '../explore/csv-table.cases.ts';
import type { ParameterValues } from '../parameters.ts';
import { applyRecipe } from './apply-recipe.ts';
import { fitRecipe, type RecipeFit } from './fit-recipe.ts';
import reference from './text-steps.reference.json' with { type: 'json' };

const sms = dataset('sms_spam.csv');
const trainCount = 4000;
const rowsFrom = (begin: number, end: number): Int32Array =>
  Int32Array.from({ length: end - begin }, (_, i) => begin + i);
const messages = (): Table => csvTable(readFileSync(sms.path, 'utf8'));
const later = (table: Table): Table => takeRows(table, rowsFrom(trainCount, table.rowCount));

function fitText(table: Table, step: string, parameters: ParameterValues, options: RecipeFit = {}) {
  const plan = { for: 'logistic', steps: [{ step, columns: ['text'], parameters, reason: '' }], dropped: [] } as const;
  return fitRecipe(plan, table, rowsFrom(0, Math.min(trainCount, table.rowCount)), options);
}

interface Summary {
  readonly sums: readonly number[];
  readonly mixed: readonly number[];
  readonly rows: readonly (readonly (readonly number[])[])[];
}

/** Columns of float32, in the order of these names, against what scikit-learn makes of the same rows. */
function expectSummary(
  x: ReturnType<typeof applyRecipe>,
  names: readonly string[],
  { sums, mixed, rows }: Summary,
): void {
  expect(x.features.length).toBe(names.length);
  const places = names.map((name) => x.features.findIndex((feature) => feature.name === name));
  const column = (one: number): Float32Array => {
    const place = places[one] as number;
    expect(place, names[one]).toBeGreaterThanOrEqual(0);
    return x.values.subarray(place * x.rowCount, (place + 1) * x.rowCount);
  };
  for (const one of names.keys()) {
    let [sum, weighted] = [0, 0];
    for (const [row, value] of column(one).entries()) {
      sum += value;
      weighted += Math.sin(row + 1) * value;
    }
    const size = Math.max(1, Math.abs(sums[one] as number));
    expect(Math.abs(sum - (sums[one] as number))).toBeLessThanOrEqual(1e-6 * size);
    expect(Math.abs(weighted - (mixed[one] as number))).toBeLessThanOrEqual(1e-5 * size);
  }
  for (const [i, row] of [0, 5, 17, 1500].entries()) {
    const came = names
      .map((_, one) => [one, column(one)[row] as number] as const)
      .filter(([, value]) => value !== 0)
      .map(([one, value]) => [one, value]);
    expect(came.map(([one]) => one)).toEqual(rows[i]?.map(([one]) => one));
    for (const [k, [, value]] of came.entries()) expect(value).toBeCloseTo(rows[i]?.[k]?.[1] as number, 6);
  }
}

describe('the SMS collection as scikit-learn reads it', () => {
  test.for(reference.cases)('nGrams $parameters', (one, ctx: TestContext) => {
    if (sms.skip !== undefined) return ctx.skip(sms.skip);
    const table = messages();
    const { recipe, x } = fitText(table, 'nGrams', one.parameters);
    const names = one.terms.map((term) => `text has ${term}`);
    expectSummary(x, names, one.train);
    expectSummary(applyRecipe(recipe, later(table)), names, one.later);
  });

  test('the most telling words are those of f_classif', (ctx) => {
    if (sms.skip !== undefined) return ctx.skip(sms.skip);
    const table = messages();
    const y = Float64Array.from(answersOf(table, `type == 'spam'`).subarray(0, trainCount));
    const parameters = { weight: 'binary', choose: 'telling', features: reference.telling.length };
    const named = reference.telling.map((term) => `text has ${term}`).sort();
    for (const target of [{ y }, { task: 'regression', y }, { task: 'multiclass', y, classCount: 2 }] as const) {
      const { recipe } = fitText(table, 'nGrams', parameters, { target });
      expect(recipe.features.map(({ name }) => name).sort()).toEqual(named);
    }
  });

  test.for(reference.hashed)('hashNGrams $parameters', (one, ctx: TestContext) => {
    if (sms.skip !== undefined) return ctx.skip(sms.skip);
    const table = messages();
    const { recipe } = fitText(table, 'hashNGrams', one.parameters);
    const names = Array.from({ length: one.parameters.buckets }, (_bucket, bucket) => `text n-grams ${bucket}`);
    expectSummary(applyRecipe(recipe, later(table)), names, one.later);
  });
});

test('facts of a text are counted by code points', () => {
  const texts = ['WIN £1000 now!!', 'Ärger 🐦 Öl', '', null];
  const { x } = fitText(tableOf([textColumn('text', texts)]), 'textFacts', {});
  const row = (r: number): Record<string, number> =>
    Object.fromEntries(x.features.map(({ name }, f) => [name, x.values[f * x.rowCount + r] as number]));
  expect(row(0)).toEqual({
    'number of characters of text': 15,
    'number of words of text': 3,
    'share of capitals of text': Math.fround(3 / 15),
    'share of digits of text': Math.fround(4 / 15),
    'share of punctuation of text': Math.fround(2 / 15),
  });
  expect(row(1)).toMatchObject({ 'number of characters of text': 10, 'share of capitals of text': Math.fround(0.2) });
  expect(Object.values(row(2))).toEqual([0, 0, 0, 0, 0]);
  expect(Object.values(row(3))).toEqual(Array(5).fill(Number.NaN));
});
