import { type Cell, type ColumnKind, type Row, tableFromRows } from '@tend/table';
import { expect, test } from 'vitest';
import type { ParameterValues } from '../parameters.ts';
import { applyRecipe } from './apply-recipe.ts';
import { compileRecipe } from './compile-recipe.ts';
import { fitRecipe } from './fit-recipe.ts';
import { steps } from './step-registry.ts';

/** What a step makes of a few cells, small enough to be computed by hand. */
interface Example {
  readonly step: string;
  readonly columns?: readonly string[];
  readonly parameters?: ParameterValues;
  /** The step after it, of the same columns. */
  readonly next?: string;
  /** Cells of the training rows, by column. */
  readonly training: Readonly<Record<string, readonly Cell[]>>;
  readonly y?: readonly number[];
  /** Cells of other rows, where they are not the training rows. */
  readonly later?: Readonly<Record<string, readonly Cell[]>>;
  /** Features of these rows; null for missing. */
  readonly expected: Readonly<Record<string, readonly (number | null)[]>>;
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  number: 'number',
  other: 'number',
  flag: 'boolean',
  text: 'text',
  day: 'date',
  at: 'instant',
};

const examples: readonly Example[] = [
  {
    step: 'passThrough',
    columns: ['number', 'flag'],
    training: { number: [2.5, null, -0.1], flag: [true, null, false] },
    expected: { number: [2.5, null, -0.1], flag: [1, null, 0] },
  },
  { step: 'boolean', columns: ['number'], training: { number: [0, -3, null] }, expected: { number: [0, 1, null] } },
  {
    step: 'boolean',
    columns: ['text'],
    parameters: { texts: ['yes', 'ja'] },
    training: { text: ['yes', 'Yes', 'ja', '', null] },
    expected: { text: [1, 0, 1, 0, null] },
  },
  {
    step: 'impute',
    columns: ['number'],
    parameters: { indicator: true },
    training: { number: [1, 2, 10, null] },
    expected: { number: [1, 2, 10, 2], 'number is missing': [0, 0, 0, 1] },
  },
  {
    step: 'impute',
    columns: ['number'],
    parameters: { strategy: 'mostFrequent' },
    training: { number: [3, 1, 3, 1, 7, null] },
    expected: { number: [3, 1, 3, 1, 7, 1] },
  },
  { step: 'impute', columns: ['number'], training: { number: [null, null] }, expected: { number: [0, 0] } },
  {
    step: 'clip',
    columns: ['number'],
    parameters: { method: 'bounds', least: 0, most: 10 },
    training: { number: [-5, 0, 3, 10, 20, null] },
    expected: { number: [0, 0, 3, 10, 10, null] },
  },
  {
    step: 'scale',
    columns: ['number'],
    training: { number: [1, 3, null] },
    later: { number: [2, 5, null] },
    expected: { number: [0, 3, null] },
  },
  {
    step: 'scale',
    columns: ['number'],
    parameters: { method: 'minMax' },
    training: { number: [4, 4] },
    later: { number: [4, 5] },
    expected: { number: [0, 1] },
  },
  {
    step: 'quantileScale',
    columns: ['number'],
    parameters: { shape: 'uniform' },
    training: { number: [0, 10] },
    later: { number: [-1, 2.5, 99, null] },
    expected: { number: [0, 0.25, 1, null] },
  },
  {
    step: 'powerScale',
    columns: ['number'],
    training: { number: [7, 7] },
    later: { number: [7, 8, null] },
    expected: { number: [0, 1, null] },
  },
  {
    step: 'bin',
    columns: ['number'],
    parameters: { strategy: 'given', cuts: [0, 10] },
    training: { number: [-1, 0, 9.5, 10, null] },
    expected: { number: [0, 1, 1, 2, null] },
  },
  {
    step: 'bin',
    columns: ['number'],
    parameters: { strategy: 'given', cuts: [5], form: 'oneHot' },
    training: { number: [1, 5, null] },
    expected: { 'number below 5': [1, 0, 0], 'number from 5': [0, 1, 0], 'number is missing': [0, 0, 1] },
  },
  {
    step: 'rareLevels',
    columns: ['text'],
    parameters: { minCount: 2, other: 'rest' },
    next: 'oneHot',
    training: { text: ['a', 'a', 'b', 'c', null] },
    later: { text: ['a', 'b', 'new', null] },
    expected: { 'text = a': [1, 0, 0, 0], 'text = rest': [0, 1, 1, 0], 'text is missing': [0, 0, 0, 1] },
  },
  {
    step: 'oneHot',
    columns: ['text'],
    training: { text: ['a', 'a', 'b'] },
    later: { text: ['a', 'b', 'new', null] },
    expected: { 'text = a': [1, 0, 0, 0], 'text = b': [0, 1, 0, 0] },
  },
  {
    step: 'categories',
    columns: ['text'],
    parameters: { minCount: 2 },
    training: { text: ['b', 'a', 'a', 'a', 'b', 'rare'] },
    later: { text: ['a', 'b', 'rare', 'new', null] },
    expected: { text: [0, 1, 2, 2, null] },
  },
  {
    step: 'ordinal',
    columns: ['text'],
    parameters: { levels: ['low', 'high'] },
    training: { text: ['high', 'low', 'LOW', null] },
    expected: { text: [1, 0, null, null] },
  },
  {
    step: 'frequency',
    columns: ['text'],
    training: { text: ['a', 'a', 'b', null] },
    later: { text: ['a', 'b', 'new', null] },
    expected: { text: [0.5, 0.25, 0, null] },
  },
  {
    step: 'hash',
    columns: ['text'],
    parameters: { buckets: 2 },
    training: { text: [null] },
    expected: { 'text hash 0': [0], 'text hash 1': [0] },
  },
  {
    step: 'targetEncode',
    columns: ['text'],
    parameters: { smoothing: 'rows', rows: 1 },
    training: { text: ['a', 'a', 'b', null] },
    y: [1, 0, 1, 0],
    later: { text: ['a', 'b', 'new', null] },
    expected: { text: [1.5 / 3, 1.5 / 2, 0.5, 0.5 / 2] },
  },
  {
    step: 'nGrams',
    columns: ['text'],
    parameters: { weight: 'counts', minRows: 1 },
    training: { text: ['go to B52 go'] },
    later: { text: ['GO, go!', 'new', null] },
    expected: { 'text has b52': [0, 0, 0], 'text has go': [2, 0, 0], 'text has to': [0, 0, 0] },
  },
  {
    step: 'hashNGrams',
    columns: ['text'],
    parameters: { buckets: 2 },
    training: { text: ['a', null] },
    expected: { 'text n-grams 0': [0, 0], 'text n-grams 1': [0, 0] },
  },
  {
    step: 'textFacts',
    columns: ['text'],
    parameters: { facts: ['characters', 'words', 'spaces'] },
    training: { text: ['ab 🐦 c1', '', null] },
    expected: {
      'number of characters of text': [7, 0, null],
      'number of words of text': [2, 0, null],
      'share of spaces of text': [2 / 7, 0, null],
    },
  },
  {
    step: 'dateParts',
    columns: ['day'],
    parameters: { parts: ['year', 'month', 'day', 'weekday'] },
    training: { day: ['1969-12-31', '1900-02-28', '2000-02-29', null] },
    expected: {
      'day year': [1969, 1900, 2000, null],
      'day month': [12, 2, 2, null],
      'day day': [31, 28, 29, null],
      'day weekday': [3, 3, 2, null],
    },
  },
  {
    // The clocks of Berlin went from 01:59 to 03:00, and in autumn from 02:59 back to 02:00.
    step: 'dateParts',
    columns: ['at'],
    parameters: { parts: ['hour', 'minute'], zone: 'Europe/Berlin' },
    training: {
      at: ['2021-03-28T00:59:59.999Z', '2021-03-28T01:00:00Z', '2021-10-31T00:30:00Z', '2021-10-31T01:30:00Z', null],
    },
    expected: { 'at hour': [1, 3, 2, 2, null], 'at minute': [59, 0, 30, 30, null] },
  },
  {
    step: 'elapsed',
    columns: ['at', 'day'],
    parameters: { unit: 'hours' },
    training: {
      at: ['1970-01-03T06:00:00Z', '1969-12-31T23:00:00Z', null, '1970-01-01T00:00:00Z'],
      day: ['1970-01-02', '1970-01-01', '1970-01-01', null],
    },
    expected: { 'hours from day to at': [30, -1, null, null] },
  },
  {
    step: 'lag',
    parameters: { of: 'number', time: 'day', by: ['text'] },
    training: {
      number: [1, 2, 3, 4],
      day: ['1970-01-01', '1970-01-02', '1970-01-02', null],
      text: ['a', 'a', 'a', 'a'],
    },
    expected: { 'number before': [null, 1, 1, null] },
  },
  {
    // A row without a time is in no window.
    step: 'rolling',
    parameters: { of: 'number', time: 'day', window: 2, statistics: ['count', 'mean'] },
    training: { number: [1, 9, 3, 5], day: ['1970-01-01', null, '1970-01-02', '1970-01-03'] },
    expected: { 'count of number in 2 days': [0, null, 1, 2], 'mean of number in 2 days': [null, null, 1, 2] },
  },
  {
    step: 'interact',
    columns: ['number', 'other'],
    parameters: { operation: 'ratio' },
    training: { number: [6, 1, 0, null, 1], other: [3, 0, 0, 2, null] },
    expected: { 'number / other': [2, null, null, null, null] },
  },
  {
    step: 'expression',
    parameters: { expression: "number / (other - 1) > 2 || text == 'a'", name: 'high' },
    training: { number: [6, 6, 6, null], other: [2, 1, 9, 2], text: ['b', 'b', 'a', null] },
    expected: { high: [1, null, 1, null] },
  },
  {
    step: 'select',
    columns: ['number', 'other'],
    parameters: { maxShare: 0.9 },
    training: { number: [1, 1, 1], other: [1, 2, 3] },
    expected: { other: [1, 2, 3] },
  },
  {
    step: 'passThrough',
    columns: ['number', 'other'],
    next: 'drop',
    training: { number: [1], other: [2] },
    expected: {},
  },
];

test('every step has an example', () => {
  const shown = new Set(examples.flatMap(({ step, next }) => [step, next]));
  expect(steps.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

function rowsOf(cells: Readonly<Record<string, readonly Cell[]>>): readonly Row[] {
  const count = Math.max(...Object.values(cells).map(({ length }) => length));
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(Object.entries(cells).map(([name, column]) => [name, column[row] ?? null])),
  );
}

test.each(examples.map((one) => [`${one.step} ${JSON.stringify(one.parameters ?? {})}`, one] as const))(
  'the example of %s',
  (_, { step, columns = [], parameters = {}, next, training, y, later, expected }) => {
    const schema = Object.keys(training).map((name) => ({ name, kind: kinds[name] ?? 'number' }));
    const { table } = tableFromRows(schema, rowsOf(training));
    const planned = { step, columns, parameters, reason: '' };
    const plan = {
      for: 'logistic',
      steps: next === undefined ? [planned] : [planned, { step: next, columns, reason: '' }],
      dropped: [],
    } as const;
    const rows = Int32Array.from({ length: table.rowCount }, (_row, row) => row);
    const target = y === undefined ? {} : { target: { y: Float64Array.from(y) } };
    const { recipe } = fitRecipe(plan, table, rows, target);
    const asked = rowsOf(later ?? training);
    const { features, values } = applyRecipe(recipe, tableFromRows(schema, asked).table, { history: table });
    expect(features.map(({ name }) => name)).toEqual(Object.keys(expected).sort());
    const alone = asked.map(compileRecipe(recipe, { history: table }));
    for (const [f, { name }] of features.entries()) {
      const wanted = (expected[name] ?? []).map((value) => Math.fround(value ?? Number.NaN));
      expect([...values.subarray(f * asked.length, (f + 1) * asked.length)], name).toEqual(wanted);
      expect(
        alone.map((row) => row[f]),
        name,
      ).toEqual(wanted);
    }
  },
);
