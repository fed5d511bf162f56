import { type Cell, type Column, type ColumnKind, schemaOf, type Table, tableFromRows, tableOf } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invalidValues } from '../parameters.ts';
import { applyRecipe } from './apply-recipe.ts';
import { compileRecipe } from './compile-recipe.ts';
import { explainRecipe, sourcesOf } from './explain-recipe.ts';
import { fitRecipe, type RecipeFitted } from './fit-recipe.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { InvalidRecipe } from './invalid-recipe.ts';
import { parseFittedRecipe } from './parse-fitted-recipe.ts';
import { caseFit, caseKinds, casePlan, caseTable, type StepCase, stepCases } from './step.cases.ts';
import { steps } from './step-registry.ts';

const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const fitCase = (one: StepCase, table: Table, rows = rowsOf(table)): RecipeFitted =>
  fitRecipe(casePlan(one), table, rows, caseFit(one, rows.length));
const stored = (recipe: FittedRecipe): unknown => JSON.parse(JSON.stringify(recipe));

test('every step has a case', () => {
  expect(steps.map(({ name }) => name).filter((name) => !stepCases.some(({ step }) => step === name))).toEqual([]);
  expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
});

const titled = stepCases.map((one) => [`${one.step} ${JSON.stringify(one.parameters ?? {})}`, one] as const);

describe.each(titled)('the step %s', (_, one) => {
  const table = caseTable();
  const fitted = fitCase(one, table);
  const { recipe } = fitted;

  test('comes back from JSON as it was, and is fitted to the same again', () => {
    expect(parseFittedRecipe(stored(recipe))).toEqual(recipe);
    const again = fitCase(one, tableOf(table.columns.toReversed()));
    expect(again).toEqual(fitted);
  });

  test('learns from its training rows only', () => {
    const rows = rowsOf(table).subarray(0, 120);
    const wild = tableOf(
      table.columns.map(
        (column): Column =>
          column.kind === 'text'
            ? { ...column, codes: column.codes.map((code, row) => (row < 120 ? code : 0)) }
            : { ...column, values: column.values.map((value, row) => (row < 120 ? value : 1)) },
      ),
    );
    expect(fitCase(one, wild, rows)).toEqual(fitCase(one, table, rows));
  });

  test('tells the columns behind each feature, and what it does', () => {
    const sources = sourcesOf(recipe);
    expect(recipe.features.length > 0).toBe(one.step !== 'rareLevels');
    expect([...sources.keys()]).toEqual(recipe.features.map(({ name }) => name));
    for (const { name, source } of recipe.features) {
      expect(sources.get(name)?.join(' x ')).toBe(source);
      for (const column of sources.get(name) ?? []) expect(Object.keys(caseKinds)).toContain(column);
    }
    for (const sentence of explainRecipe(recipe)) expect(sentence.length).toBeGreaterThan(10);
  });

  test('gives a row alone the bytes it has in a table, for any row', () => {
    const compiled = compileRecipe(recipe, { history: table });
    const cells = recipe.inputs.map(({ name, kind }) => [name, fc.option(cellOfKind[kind], { freq: 4 })]);
    const row = fc.record(Object.fromEntries(cells) as Record<string, fc.Arbitrary<Cell>>);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const batch = applyRecipe(recipe, tableFromRows(recipe.inputs, rows).table, { history: table });
        for (const [r, cellsOfRow] of rows.entries()) {
          const inBatch = Float32Array.from(batch.features, (_f, f) => batch.values[f * rows.length + r] as number);
          expect(new Uint8Array(compiled(cellsOfRow).buffer)).toEqual(new Uint8Array(inBatch.buffer));
        }
        expect(batch.values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['one row', tableFromRows(schemaOf(table), [firstRow]).table],
    ['no value', tableFromRows(schemaOf(table), Array(5).fill(emptyRow)).table],
    ['one value everywhere', tableFromRows(schemaOf(table), Array(5).fill(firstRow)).table],
    ['extreme values', tableFromRows(schemaOf(table), extremeRows).table],
  ])('can be fitted to %s', (_name, odd) => {
    const fitted = fitCase(one, odd);
    expect(parseFittedRecipe(stored(fitted.recipe))).toEqual(fitted.recipe);
    for (const values of [fitted.x.values, applyRecipe(fitted.recipe, table, { history: table }).values])
      expect(values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
  });
});

describe.each(steps.map((step) => [step.name, step] as const))('the parameters of %s', (name, { parameters }) => {
  const one = stepCases.find(({ step }) => step === name) as StepCase;
  test('are refused outside their constraints, by name', () => {
    for (const [parameter, constraint] of Object.entries(parameters))
      for (const value of invalidValues(constraint)) {
        const wrong = { ...one, parameters: { ...one.parameters, [parameter]: value } };
        expect(() => fitCase(wrong, caseTable()), `${parameter} ${String(value)}`).toThrow(InvalidRecipe);
        expect(() => fitCase(wrong, caseTable())).toThrow(`.parameters.${parameter}`);
      }
  });
});

describe('a plan is refused', () => {
  const fitPlan = (step: object): RecipeFitted =>
    fitRecipe(
      { for: 'logistic', steps: [{ step: 'clip', columns: ['speed'], reason: '', ...step }], dropped: [] },
      caseTable(),
      rowsOf(caseTable()),
    );
  test.each([
    [{ step: 'imputs' }, 'steps[0].step: expected a step such as impute, came imputs'],
    [{ parameters: { lowr: 1 } }, 'steps[0].parameters.lowr: expected a parameter such as lower, came lowr'],
    [{ columns: ['sped'] }, 'steps[0].columns[0]: expected a column such as "speed", came "sped"'],
    [{ columns: ['size'] }, 'steps[0].columns[0]: expected a column of kind number or integer for "clip"'],
    [{ parameters: { lower: 0.9, upper: 0.1 } }, 'lower 0.9 above upper 0.1'],
    [{ step: 'impute', columns: ['size'] }, 'the median of the text "size"'],
    [{ step: 'dateParts', columns: ['day'], parameters: { parts: ['year'], form: 'cycle' } }, 'no year comes again'],
  ])('%j', (step, message) => {
    expect(() => fitPlan(step)).toThrow(InvalidRecipe);
    expect(() => fitPlan(step)).toThrow(message);
  });
});

test('a selector takes the columns of its kinds as they are by then', () => {
  const { recipe } = fitRecipe(
    {
      for: 'logistic',
      columns: ['speed', 'count', 'night'],
      steps: [
        { step: 'impute', columns: { kinds: ['number', 'boolean'] }, parameters: { indicator: true }, reason: '' },
        { step: 'scale', columns: { kinds: ['number', 'integer'], except: ['speed is missing'] }, reason: '' },
      ],
      dropped: [],
    },
    caseTable(),
    rowsOf(caseTable()),
  );
  expect(recipe.steps.map(({ step, inputs }) => `${step} ${inputs.join()}`)).toEqual([
    'impute speed',
    'impute night',
    'scale count',
    'scale speed',
    'scale night is missing',
  ]);
});

const firstRow = { speed: 2.5, count: 3, size: 'groß', day: '1999-03-28', at: '1999-03-28T01:00:00.000Z', night: true };
const emptyRow = { speed: null, count: null, size: null, day: null, at: null, night: null };
const extremeRows = [
  { ...firstRow, speed: 1.7e308, count: Number.MAX_SAFE_INTEGER, day: '9999-12-31', size: '' },
  { ...firstRow, speed: -1.7e308, count: Number.MIN_SAFE_INTEGER, day: '0000-01-01', at: '0000-01-01T00:00Z' },
  { ...firstRow, speed: 5e-324, count: 0, at: '9999-12-31T23:59:59.999Z', night: false, size: '__proto__' },
  emptyRow,
];

/** Cells of each kind: extremes, unseen texts, days around changes of the clocks. */
const cellOfKind: Record<ColumnKind, fc.Arbitrary<Cell>> = {
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 12.25),
  ),
  integer: fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 12 })),
  boolean: fc.boolean(),
  date: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  instant: fc.oneof(
    fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    fc.constantFrom('2021-03-28T00:59:59.999Z', '2021-03-28T01:00:00Z', '2021-10-31T01:00:00Z', '1940-06-14T22:30Z'),
  ),
  text: fc.oneof(
    fc.constantFrom('groß', '小さい 🐦', 'mid', 'rare 1', '__proto__', 'constructor', ''),
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  ),
};
