import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import type { ParameterValues } from '../parameters.ts';
import { fitRecipe, type RecipeFit } from './fit-recipe.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import reference from './recipe-steps.reference.json' with { type: 'json' };
import { steps } from './step-registry.ts';
import { targetEncode } from './steps/target-encode.ts';
import { traceRecipe } from './trace-recipe.ts';
import { trainingColumns } from './training-columns.ts';

/** Where the expected numbers of each step come from; none where no named tool has the like. */
const counterparts: Readonly<Record<string, string>> = {
  passThrough: 'none: the number itself',
  boolean: 'none: a comparison',
  impute: 'SimpleImputer',
  clip: 'numpy.quantile and numpy.clip',
  scale: 'StandardScaler, RobustScaler, MinMaxScaler',
  quantileScale: 'QuantileTransformer',
  powerScale: 'PowerTransformer',
  bin: 'KBinsDiscretizer, numpy.digitize',
  rareLevels: 'none: the choice of levels is that of oneHot',
  oneHot: 'OneHotEncoder',
  categories: 'OrdinalEncoder',
  ordinal: 'OrdinalEncoder',
  frequency: 'pandas.Series.value_counts',
  hash: 'FeatureHasher',
  targetEncode: 'TargetEncoder',
  nGrams: 'TfidfVectorizer, CountVectorizer (text-steps.test.ts)',
  hashNGrams: 'HashingVectorizer (text-steps.test.ts)',
  textFacts: 'none: counts by hand (text-steps.test.ts)',
  dateParts: 'zoneinfo',
  elapsed: 'pandas.Timedelta',
  lag: 'pandas.Series.shift (history-steps.test.ts)',
  rolling: 'pandas.Series.rolling (history-steps.test.ts)',
  interact: 'PolynomialFeatures',
  expression: 'none: CEL by hand (compile-formula.test.ts)',
  select: 'SelectKBest',
  drop: 'none: it makes nothing',
};

test('every step with a counterpart has numbers of it', () => {
  expect(Object.keys(counterparts)).toEqual(steps.map(({ name }) => name));
  const { cases, texts: ofTexts, encoded, pairs, elapsed, best, zones, aware } = reference;
  const held = new Set([...cases, ...ofTexts].map(({ step }) => step));
  if (encoded.length > 0 && aware.length > 0) held.add('targetEncode');
  if (pairs.length > 0) held.add('interact');
  if (Object.keys(elapsed.values).length > 0) held.add('elapsed');
  if (Object.keys(zones).length > 0) held.add('dateParts');
  if (Object.keys(best).length > 0) held.add('select');
  const elsewhere = ['nGrams', 'hashNGrams', 'lag', 'rolling'];
  const wanted = steps.map(({ name }) => name).filter((name) => counterparts[name]?.startsWith('none') === false);
  expect(wanted.filter((name) => !held.has(name) && !elsewhere.includes(name))).toEqual([]);
});

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
    const came = Array.from(values?.[0] ?? [], (value) => (Number.isNaN(value) ? null : value));
    expectNear(came, reference.aware, 1e-12);
    expect(reference.aware).toContain(null);
  });
});

test.each(reference.filled)('texts that are missing become as SimpleImputer fills them: $parameters', (one) => {
  const table = tableOf([textColumn('text', reference.missing)]);
  const steps = [
    { step: 'impute', columns: ['text'], parameters: one.parameters, reason: '' },
    { step: 'ordinal', columns: ['text'], parameters: { order: 'alphabet' }, reason: '' },
  ];
  const { recipe } = fitRecipe({ for: 'logistic', steps, dropped: [] }, table, rowsOf(table));
  expectNear(doublesOf(recipe, table), one.train, 0);
});

test.each(reference.pairs)('interact $parameters, as PolynomialFeatures and numpy compute', ({ parameters, train }) => {
  const { x, signed } = reference.columns;
  const table = tableOf([numericColumn('x', 'number', x), numericColumn('signed', 'number', signed)]);
  const { recipe } = fitStep('interact', ['x', 'signed'], parameters, table);
  expectNear(doublesOf(recipe, table), train, 0);
});

test.each(Object.entries(reference.elapsed.values))('elapsed %s, as pandas counts them', (unit, values) => {
  const table = tableOf([numericColumn('at', 'instant', reference.elapsed.instants)]);
  const { recipe } = fitStep('elapsed', ['at'], { since: '1999-12-31', unit }, table);
  expectNear(doublesOf(recipe, table), values, 1e-15);
});

test.each(['binary', 'regression', 'multiclass'] as const)('select keeps the best by %s, as scikit-learn', (task) => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const table = tableOf(names.map((name, i) => numericColumn(name, 'number', reference.chosen[i] as number[])));
  const { recipe } = fitStep('select', names, { best: 3 }, table, { target: targets[task] });
  expect(recipe.steps[0]?.learned).toEqual({ kept: reference.best[task] });
});

test.each([2 ** 900, 2 ** -530, 2 ** -900])(
  'select chooses the same of numbers that are %d times as large',
  (factor) => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'a again'];
    const columns = [...reference.chosen, reference.chosen[0] as number[]];
    for (const task of ['binary', 'regression', 'multiclass'] as const) {
      const kept = [1, factor].map((size) => {
        const table = tableOf(
          names.map((name, i) =>
            numericColumn(
              name,
              'number',
              (columns[i] as number[]).map((value) => value * size),
            ),
          ),
        );
        const parameters = { best: 3, maxCorrelation: 0.98 };
        return fitStep('select', names, parameters, table, { target: targets[task] }).recipe.steps[0]?.learned;
      });
      expect(kept[0]).toEqual({ kept: reference.best[task] });
      expect(kept[1]).toEqual(kept[0]);
    }
  },
);

test.each(Object.entries(reference.zones))('clocks of %s, as Python has them', (zone, { instants, parts }) => {
  const names = ['year', 'quarter', 'month', 'day', 'weekday', 'hour', 'minute'];
  const table = tableOf([numericColumn('at', 'instant', instants)]);
  const { recipe } = fitStep('dateParts', ['at'], { parts: names, zone }, table);
  expect(doublesOf(recipe, table)).toEqual(names.flatMap((_, part) => parts.map((row) => row[part])));
});
