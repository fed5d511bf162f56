import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import type { ParameterValues } from '../parameters.ts';
import { fitRecipe, type RecipeFit } from './fit-recipe.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import reference from './recipe-steps.reference.json' with { type: 'json' };
import { targetEncode } from './steps/target-encode.ts';
import { traceRecipe } from './trace-recipe.ts';
import { trainingColumns } from './training-columns.ts';

type Numbers = readonly (number | null)[];
const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);

function fitStep(
  step: string,
  columns: readonly string[],
  parameters: ParameterValues,
  table: Table,
  fit: RecipeFit = {},
) {
  const plan = { for: 'logistic', steps: [{ step, columns, parameters, reason: '' }], dropped: [] } as const;
  return fitRecipe(plan, table, rowsOf(table), fit);
}

/** What the last step makes in float64, before it is stored as float32: one output after another. */
function doublesOf(recipe: FittedRecipe, table: Table): Numbers {
  const trace = traceRecipe(recipe);
  const columns = trainingColumns(trace, table, rowsOf(table));
  return (trace.steps.at(-1)?.outputs ?? []).flatMap((number) => {
    const column = columns.column(number);
    return column.kind === 'text' ? [] : Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  });
}

function expectNear(came: Numbers, expected: Numbers, tolerance: number): void {
  expect(came).toHaveLength(expected.length);
  for (const [i, wanted] of expected.entries()) {
    const value = came[i] as number | null;
    if (wanted === null || value === null) expect(value, `${i}`).toBe(wanted);
    else
      expect(Math.abs(value - wanted), `${i}: ${value} for ${wanted}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(wanted)),
      );
  }
}

// scikit-learn finds the power by a search that stops at 1e-8 of it; what it makes of numbers differs accordingly.
const toleranceOf = (step: string): number => (step === 'powerScale' ? 1e-6 : 1e-12);

describe('numbers as scikit-learn makes them', () => {
  const columns: Readonly<Record<string, Numbers>> = reference.columns;
  test.each(
    reference.cases.map((one) => [`${one.step} ${JSON.stringify(one.parameters)} of ${one.column}`, one] as const),
  )('%s', (_, { step, column, parameters, train, test: later }) => {
    const table = tableOf([numericColumn('x', 'number', columns[column] as Numbers)]);
    const { recipe } = fitStep(step, ['x'], parameters as ParameterValues, table);
    expectNear(doublesOf(recipe, table), train, toleranceOf(step));
    const others = tableOf([numericColumn('x', 'number', reference.testNumbers)]);
    if (later !== null) expectNear(doublesOf(recipe, others), later, toleranceOf(step));
  });
});

const texts = tableOf([textColumn('text', reference.text), numericColumn('time', 'integer', reference.time)]);
const unseen = tableOf([textColumn('text', reference.unseen)]);
const targets = {
  binary: { y: Float64Array.from(reference.targets.binary) },
  regression: { task: 'regression', y: Float64Array.from(reference.targets.regression) },
  multiclass: { task: 'multiclass', y: Float64Array.from(reference.targets.multiclass), classCount: 3 },
} as const;

describe('texts as scikit-learn makes them', () => {
  test.each(reference.texts.map((one) => [`${one.step} ${JSON.stringify(one.parameters)}`, one] as const))(
    '%s',
    (_, { step, parameters, train, test: later }) => {
      const { recipe } = fitStep(step, ['text'], parameters as ParameterValues, texts);
      expectNear(doublesOf(recipe, texts), train, 1e-12);
      expectNear(doublesOf(recipe, unseen), later, 1e-12);
    },
  );

  test.each(
    reference.encoded.map((one) => [`targetEncode ${JSON.stringify(one.parameters)} of ${one.task}`, one] as const),
  )('%s, out of fold and later', (_, { task, parameters, train, test: later }) => {
    const fit = { target: targets[task as keyof typeof targets], folds: Int32Array.from(reference.folds) };
    const { recipe, x } = fitStep('targetEncode', ['text'], parameters as ParameterValues, texts, fit);
    expectNear(
      [...x.values].map((value) => value),
      train.map((value) => Math.fround(value)),
      1e-7,
    );
    expectNear(doublesOf(recipe, unseen), later, 1e-12);
  });

  test('targetEncode of earlier rows', () => {
    const [column] = texts.columns;
    if (column === undefined) throw new Error('no column');
    const values = targetEncode.trainingValues?.({ smoothing: 'auto', rows: 10, folds: 5, timeAware: true }, [column], {
      rowCount: texts.rowCount,
      seed: 1,
      target: targets.regression,
      time: Float64Array.from(reference.time),
    });
    expectNear([...(values?.[0] ?? [])], reference.aware, 1e-12);
  });
});

test.each(['binary', 'regression', 'multiclass'] as const)('select keeps the best by %s, as scikit-learn', (task) => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const table = tableOf(names.map((name, i) => numericColumn(name, 'number', reference.chosen[i] as number[])));
  const { recipe } = fitStep('select', names, { best: 3 }, table, { target: targets[task] });
  expect(recipe.steps[0]?.learned).toEqual({ kept: reference.best[task] });
});

test.each(Object.entries(reference.zones))('clocks of %s, as Python has them', (zone, { instants, parts }) => {
  const names = ['year', 'quarter', 'month', 'day', 'weekday', 'hour', 'minute'];
  const table = tableOf([numericColumn('at', 'instant', instants)]);
  const { recipe } = fitStep('dateParts', ['at'], { parts: names, zone }, table);
  expect(doublesOf(recipe, table)).toEqual(names.flatMap((_, part) => parts.map((row) => row[part])));
});
