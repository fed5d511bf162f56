import { readFileSync } from 'node:fs';
import { type Cell, numericColumn, rowAt, type Table, tableOf, takeRows, textColumn } from '@tend/table';
import { describe, expect, type TestContext, test } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { csvTable } from '../explore/csv-table.cases.ts';
import type { ParameterValues } from '../parameters.ts';
import { applyRecipe } from './apply-recipe.ts';
import { compileRecipe } from './compile-recipe.ts';
import { fitRecipe, type RecipeFitted } from './fit-recipe.ts';
import reference from './history-steps.reference.json' with { type: 'json' };
import { InvalidRecipe } from './invalid-recipe.ts';
import { parseFittedRecipe } from './parse-fitted-recipe.ts';

const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);

function look(table: Table, step: string, parameters: ParameterValues, rows = rowsOf(table)): RecipeFitted {
  const plan = { for: 'boostedTrees', steps: [{ step, columns: [], parameters, reason: '' }], dropped: [] } as const;
  return fitRecipe(plan, table, rows, { history: table });
}

const bikes = dataset('bike_sharing_hour.csv');
const rides = (): Table => csvTable(readFileSync(bikes.path, 'utf8'));

interface Summary {
  readonly missing: number;
  readonly sum: number;
  readonly mixed: number;
  readonly some: readonly (number | null)[];
}

function expectSummary({ x }: RecipeFitted, place: number, expected: Summary): void {
  const values = x.values.subarray(place * x.rowCount, (place + 1) * x.rowCount);
  let [missing, sum, mixed] = [0, 0, 0];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) missing++;
    else {
      sum += value;
      mixed += Math.sin(row + 1) * value;
    }
  }
  expect(missing).toBe(expected.missing);
  expect(Math.abs(sum - expected.sum)).toBeLessThanOrEqual(1e-6 * Math.abs(expected.sum));
  expect(Math.abs(mixed - expected.mixed)).toBeLessThanOrEqual(1e-6 * Math.abs(expected.sum));
  for (const [i, wanted] of expected.some.entries()) expectNear(values[i * 997] as number, wanted);
}

function expectNear(came: number, wanted: number | null | undefined): void {
  if (wanted === null || wanted === undefined) expect(came).toBeNaN();
  else expect(Math.abs(came - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)));
}

describe('the bikes of Washington as pandas looks back on them', () => {
  test.for(reference.lags)('lag $parameters', ({ parameters, values }, ctx: TestContext) => {
    if (bikes.skip !== undefined) return ctx.skip(bikes.skip);
    expectSummary(look(rides(), 'lag', parameters), 0, values);
  });

  test.for(reference.rolled)('rolling $parameters', ({ parameters, values }, ctx: TestContext) => {
    if (bikes.skip !== undefined) return ctx.skip(bikes.skip);
    const looked = look(rides(), 'rolling', parameters);
    for (const [name, expected] of Object.entries(values)) {
      const feature = `${name} of windspeed in ${parameters.window} days`;
      const place = looked.x.features.findIndex((one) => one.name === feature);
      expectSummary(looked, place, expected);
    }
  });

  test('rows of one time do not see each other, nor what is not known yet', (ctx) => {
    if (bikes.skip !== undefined) return ctx.skip(bikes.skip);
    const { parameters, some } = reference.tied;
    const { x } = look(rides(), 'rolling', parameters);
    for (const [i, expected] of some.entries())
      for (const [k, name] of parameters.statistics.entries()) {
        const place = x.features.findIndex((one) => one.name.startsWith(`${name} of`));
        expectNear(x.values[place * x.rowCount + i * 997] as number, expected[k]);
      }
  });

  test('a row alone has the bytes that it has in the table', (ctx) => {
    if (bikes.skip !== undefined) return ctx.skip(bikes.skip);
    const table = rides();
    const { parameters } = reference.tied;
    const { recipe, x } = look(table, 'rolling', parameters);
    const compiled = compileRecipe(recipe, { history: table });
    for (let row = 0; row < table.rowCount; row += 911) {
      const inTable = Float32Array.from(x.features, (_, f) => x.values[f * x.rowCount + row] as number);
      expect(new Uint8Array(compiled(rowAt(table, row)).buffer)).toEqual(new Uint8Array(inTable.buffer));
    }
    const part = takeRows(
      table,
      Int32Array.from({ length: 50 }, (_, i) => 5000 + i * 3),
    );
    const batch = applyRecipe(recipe, part, { history: table });
    for (const [f] of x.features.entries())
      for (let i = 0; i < 50; i++) expect(batch.values[f * 50 + i]).toBe(x.values[f * x.rowCount + 5000 + i * 3]);
  });
});

const visits = tableOf([
  textColumn('who', ['a', 'b', 'a', null, 'a', 'a']),
  numericColumn('when', 'date', [10, 10, 12, 12, 12, 15]),
  numericColumn('paid', 'number', [1, 7, null, 9, 3, 4]),
]);
const back = (parameters: ParameterValues, row: Record<string, Cell>): number =>
  compileRecipe(look(visits, 'lag', { of: 'paid', time: 'when', by: ['who'], ...parameters }).recipe, {
    history: visits,
  })({ paid: null, ...row })[0] as number;

describe('looking back', () => {
  test.each([
    [{}, { who: 'a', when: '1970-01-16' }, 3],
    [{ back: 2 }, { who: 'a', when: '1970-01-16' }, Number.NaN],
    [{ back: 3 }, { who: 'a', when: '1970-01-16' }, 1],
    [{ delay: 3 }, { who: 'a', when: '1970-01-16' }, 1],
    [{}, { who: 'a', when: '1970-01-11' }, Number.NaN],
    [{}, { who: 'c', when: '1970-01-16' }, Number.NaN],
    [{}, { who: null, when: '1970-01-16' }, Number.NaN],
    [{}, { who: 'a', when: null }, Number.NaN],
    [{ by: [] }, { who: null, when: '1970-01-13' }, 7],
  ])('%j of %j is %d', (parameters, row, expected) => {
    expect(back(parameters, row)).toBe(expected);
  });

  test('needs the earlier rows', () => {
    const { recipe } = look(visits, 'lag', { of: 'paid', time: 'when', by: ['who'] });
    expect(() => applyRecipe(recipe, visits)).toThrow('the earlier rows');
    expect(() => compileRecipe(recipe)).toThrow('the earlier rows');
  });

  test('without a history given, training rows see training rows only', () => {
    const steps = [{ step: 'lag', columns: [], parameters: { of: 'paid', time: 'when' }, reason: '' }];
    const { x } = fitRecipe({ for: 'boostedTrees', steps, dropped: [] }, visits, Int32Array.of(0, 5));
    expect([...x.values]).toEqual([Number.NaN, 1]);
  });

  test('refuses columns that a step made: the history does not have them', () => {
    const steps = [
      { step: 'rareLevels', columns: ['who'], parameters: { minCount: 2 }, reason: '' },
      { step: 'lag', columns: [], parameters: { of: 'paid', time: 'when', by: ['who'] }, reason: '' },
    ];
    expect(() => fitRecipe({ for: 'boostedTrees', steps, dropped: [] }, visits, rowsOf(visits))).toThrow(
      '"who", made by a step before',
    );
    const { recipe } = look(visits, 'lag', { of: 'paid', time: 'when', by: ['who'] });
    const early = { step: 'rareLevels', inputs: ['who'], outputs: ['who'], learned: { levels: ['a'], other: 'b' } };
    expect(() => parseFittedRecipe({ ...recipe, steps: [early, ...recipe.steps] })).toThrow('who, made by a step');
  });

  test.each([
    [{ of: 'who', time: 'when' }, 'no numbers in "who"'],
    [{ of: 'when', time: 'paid' }, 'no times in "paid"'],
    [{ of: 'paid', time: 'when', by: ['when'] }, 'one column in two roles'],
    [{ time: 'when' }, 'no column in "of"'],
    [{ of: 'paid', time: 'wen' }, 'a column such as "when"'],
  ])('refuses %j', (parameters, message) => {
    expect(() => look(visits, 'lag', parameters)).toThrow(InvalidRecipe);
    expect(() => look(visits, 'lag', parameters)).toThrow(message);
  });
});
