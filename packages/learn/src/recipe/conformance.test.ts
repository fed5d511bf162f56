import {
  type Cell,
  type Column,
  numericColumn,
  type Row,
  rowAt,
  schemaOf,
  type Table,
  tableFromRows,
  tableOf,
  textColumn,
} from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedModel } from '../malformed-model.ts';
import type { ParameterValues } from '../parameters.ts';
import { applyRecipe } from './apply-recipe.ts';
import { compileRecipe } from './compile-recipe.ts';
import { explainRecipe } from './explain-recipe.ts';
import { fitRecipe, type RecipeFit, type RecipeFitted } from './fit-recipe.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { parseFittedRecipe } from './parse-fitted-recipe.ts';
import type { PlannedStep } from './recipe-plan.ts';
import { caseFit, caseKinds, casePlan, caseTable, type StepCase, stepCases } from './step.cases.ts';
import { traceRecipe } from './trace-recipe.ts';
import { trainingColumns } from './training-columns.ts';

const rowsOf = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const table = caseTable();
const context = { history: table };
const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Cells that break what was written without them in mind. */
const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'e\u0301',
  'é',
  'שָׁלוֹם עולם',
  'ﷺ',
  '👩‍👩‍👧',
  '𐐷'.repeat(50),
  'İSTANBUL',
  'ß',
  '__proto__',
];
const hostile: Readonly<Record<string, readonly Cell[]>> = {
  size: [...hostileTexts, null],
  speed: [1e308, -1e308, 5e-324, -5e-324, -0, 0, Number.MAX_VALUE, -Number.MAX_VALUE, 1, 0.1, 1e154, -1e-160, null],
  count: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, 0, null],
  day: ['0000-01-01', '1582-10-15', '1969-12-31', '1970-01-01', '2000-02-29', '9999-12-31', null],
  at: [
    '0000-01-01T00:00:00Z',
    '1916-04-30T22:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '2021-03-28T00:59:59.999Z',
    '2021-03-28T01:00:00Z',
    '2021-10-31T00:30:00Z',
    '2021-10-31T01:30:00Z',
    '9999-12-31T23:59:59.999Z',
    null,
  ],
  night: [true, false, null],
};
const hostileRows: readonly Row[] = Array.from({ length: 40 }, (_, i) =>
  Object.fromEntries(Object.entries(hostile).map(([name, cells]) => [name, cells[(i * 7) % cells.length] as Cell])),
);

/** What a row gives alone, as one of a table, and in a batch of some, must be the same bytes. */
function expectSameBytes(recipe: FittedRecipe, rows: readonly Row[]): void {
  const whole = applyRecipe(recipe, tableFromRows(recipe.inputs, rows).table, context);
  const compiled = compileRecipe(recipe, context);
  const cut = Math.ceil(rows.length / 3);
  const part = applyRecipe(recipe, tableFromRows(recipe.inputs, rows.slice(0, cut)).table, context);
  for (const [r, row] of rows.entries()) {
    const inTable = Float32Array.from(whole.features, (_, f) => whole.values[f * rows.length + r] as number);
    expect(bytesOf(compiled(row))).toEqual(bytesOf(inTable));
    if (r >= cut) continue;
    const inPart = Float32Array.from(part.features, (_, f) => part.values[f * cut + r] as number);
    expect(bytesOf(inPart)).toEqual(bytesOf(inTable));
  }
  expect(whole.values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
}

const fitCase = (one: StepCase): RecipeFitted =>
  fitRecipe(casePlan(one), table, rowsOf(table), caseFit(one, table.rowCount));
const titled = stepCases.map((one) => [`${one.step} ${JSON.stringify(one.parameters ?? {})}`, one] as const);

describe.each(titled)('the recipe of %s', (_, one) => {
  const { recipe } = fitCase(one);

  test('takes hostile cells alone, in a table and in a batch alike', () => {
    expectSameBytes(recipe, hostileRows);
  });

  test('does not depend on the order of columns, nor on columns that it does not read', () => {
    const turned = tableOf([...table.columns.toReversed(), { ...(table.columns[0] as Column), name: 'unread' }]);
    expect(bytesOf(applyRecipe(recipe, turned, context).values)).toEqual(
      bytesOf(applyRecipe(recipe, table, context).values),
    );
  });

  test('is the same bytes after JSON, and gives the same bytes', () => {
    const again = parseFittedRecipe(JSON.parse(JSON.stringify(recipe)));
    expect(JSON.stringify(again)).toBe(JSON.stringify(recipe));
    expect(bytesOf(applyRecipe(again, table, context).values)).toEqual(
      bytesOf(applyRecipe(recipe, table, context).values),
    );
  });

  test('refuses any field of it that is absent, of another type, not finite or has more', () => {
    const json = JSON.stringify(recipe);
    const replace = (
      path: readonly (string | number)[],
      change: (parent: Record<string, unknown>, key: string) => void,
    ): unknown => {
      const copy = JSON.parse(json) as Record<string, unknown>;
      let parent = copy;
      for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
      change(parent, String(path.at(-1)));
      return copy;
    };
    for (const path of pathsOf(JSON.parse(json), 1)) {
      expect(
        () =>
          parseFittedRecipe(
            replace(path, (parent, key) => {
              const held = parent[key];
              parent[key] = isRecord(held) ? { ...held, surplus: { other: 1 } } : { surplus: held };
            }),
          ),
        `${path.join('.')} with more`,
      ).toThrow(MalformedModel);
      const isItem = typeof path.at(-1) === 'number';
      const others: readonly unknown[] = [{ other: 1 }, '\ud800', Number.POSITIVE_INFINITY];
      for (const other of others)
        expect(
          () => parseFittedRecipe(replace(path, (parent, key) => Object.assign(parent, { [key]: other }))),
          `${path.join('.')} = ${String(other)}`,
        ).toThrow(MalformedModel);
      if (!isItem)
        expect(
          () => parseFittedRecipe(replace(path, (parent, key) => Reflect.deleteProperty(parent, key))),
          `${path.join('.')} absent`,
        ).toThrow(MalformedModel);
    }
  });
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The paths to the fields of JSON, of lists the first so many items alone. */
function pathsOf(
  json: unknown,
  items: number,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (json === null || typeof json !== 'object') return [];
  const entries = Array.isArray(json)
    ? json.slice(0, items).map((item, i) => [i, item] as const)
    : Object.entries(json);
  return entries.flatMap(([key, value]) => [[...path, key], ...pathsOf(value, items, [...path, key])]);
}

/** JSON that no recipe has at most of its places. */
const oddJson: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  5e-324,
  '',
  '__proto__',
  'constructor',
  'x'.repeat(20_000),
  [],
  {},
  [[]],
  ['a', 'a'],
  [1e308, -1e308],
  Array.from({ length: 3000 }, (_, i) => i),
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
];

test('a stored recipe with any field replaced is refused, or computes finite numbers, alone as in a table', () => {
  const stored = stepCases.map((one) => {
    const json = JSON.stringify(fitCase(one).recipe);
    return { json, paths: pathsOf(JSON.parse(json), Number.POSITIVE_INFINITY) };
  });
  let taken = 0;
  fc.assert(
    fc.property(fc.nat(stored.length - 1), fc.nat(), fc.constantFrom(...oddJson), (which, place, odd) => {
      const { json, paths } = stored[which] as (typeof stored)[number];
      const path = paths[place % paths.length] as readonly (string | number)[];
      const copy = JSON.parse(json) as Record<string, unknown>;
      let parent = copy;
      for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
      parent[String(path.at(-1))] = odd;
      let recipe: FittedRecipe;
      try {
        recipe = parseFittedRecipe(JSON.parse(JSON.stringify(copy)));
      } catch (error) {
        expect(error, path.join('.')).toBeInstanceOf(MalformedModel);
        return;
      }
      taken++;
      const cellsOf = (row: Row): Row =>
        Object.fromEntries(
          recipe.inputs.map(({ name }) => [name, Object.hasOwn(row, name) ? (row[name] ?? null) : null]),
        );
      expectSameBytes(recipe, hostileRows.slice(0, 6).map(cellsOf));
      expect(explainRecipe(recipe)).toHaveLength(recipe.steps.length);
    }),
    { numRuns: 1500 },
  );
  expect(taken).toBeGreaterThan(10);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}, 60_000);

test('columns, levels, words and classes may have the names of what every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const texts = textColumn(
    '__proto__',
    Array.from({ length: 24 }, (_, i) => names[i % 5] ?? null),
  );
  const own = tableOf([
    texts,
    numericColumn(
      'constructor',
      'number',
      Array.from({ length: 24 }, (_, i) => i * i),
    ),
  ]);
  const y = Float64Array.from({ length: 24 }, (_, i) => (i * 5) % 3);
  const target = { task: 'multiclass', y, classCount: 3, classes: names.slice(0, 3) } as const;
  const planned = (step: string, parameters: ParameterValues = {}, columns = ['__proto__']): PlannedStep => ({
    step,
    columns,
    parameters,
    reason: '',
  });
  for (const one of [
    planned('oneHot'),
    planned('ordinal', { order: 'given', levels: names }),
    planned('categories'),
    planned('frequency'),
    planned('targetEncode'),
    planned('rareLevels'),
    planned('nGrams', { minRows: 1 }),
    planned('scale', {}, ['constructor']),
    planned('expression', { expression: 'row["constructor"] + (row["__proto__"] == "toString" ? 1 : 0)' }, []),
    planned('expression', { expression: 'toString * 2', aliases: { toString: 'constructor' } }, []),
  ]) {
    const { recipe } = fitRecipe({ for: 'logistic', steps: [one], dropped: [] }, own, rowsOf(own), { target });
    const again = parseFittedRecipe(JSON.parse(JSON.stringify(recipe)));
    expect(again).toEqual(recipe);
    expectSameBytes(
      again,
      Array.from({ length: own.rowCount }, (_, row) => rowAt(own, row)),
    );
    // A row without the column has none from its prototype either.
    expect(() => compileRecipe(again)({})).toThrow('the row has no column');
  }
});

const cells: Readonly<Record<string, fc.Arbitrary<Cell>>> = Object.fromEntries(
  Object.entries(hostile).map(([name, known]) => [name, fc.constantFrom(...known)]),
);

const plannedRow = fc.record(cells as Record<string, fc.Arbitrary<Cell>>);
const schema = schemaOf(table);

/** Steps of the cases that stand by themselves, any of them in any order. */
const chained: readonly PlannedStep[] = stepCases
  .filter(({ before, step }) => before === undefined && step !== 'select' && step !== 'drop')
  .map((one) => casePlan(one).steps[0] as PlannedStep)
  .filter(({ columns }) => Array.isArray(columns));

/** Training rows: ordinary ones, or hostile ones of all cells or of a few. */
const trainingTable: fc.Arbitrary<Table> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map(caseTable),
  fc.array(plannedRow, { minLength: 1, maxLength: 12 }).map((rows) => tableFromRows(schema, rows).table),
  fc
    .tuple(fc.array(plannedRow, { minLength: 2, maxLength: 3 }), fc.array(fc.nat(2), { minLength: 2, maxLength: 10 }))
    .map(
      ([few, order]) =>
        tableFromRows(
          schema,
          order.map((place) => few[place % few.length] as Row),
        ).table,
    ),
);

const numbers = fc.constantFrom(0, 1, -2.5, 5e-324, -5e-324, 1e100, -1e100);

/** What the rows may be learnt for; extreme numbers too. */
function targetOf(one: StepCase, rowCount: number, drawn: readonly number[]): RecipeFit {
  const fit = caseFit(one, rowCount);
  if (one.task !== 'regression') return fit;
  return {
    ...fit,
    target: {
      task: 'regression',
      y: Float64Array.from({ length: rowCount }, (_, row) => drawn[row % drawn.length] as number),
    },
  };
}

test('recipes of any steps, fitted to any rows, are stored, and give a row alone the bytes that it has in the table', () => {
  fc.assert(
    fc.property(
      trainingTable,
      fc.array(plannedRow, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...stepCases),
      fc.array(fc.constantFrom(...chained), { maxLength: 3 }),
      fc.array(numbers, { minLength: 1, maxLength: 7 }),
      (own, rows, one, more, drawn) => {
        const plan = { ...casePlan(one), steps: [...casePlan(one).steps, ...more] };
        const fit = { ...targetOf(one, own.rowCount, drawn), history: table };
        let fitted: RecipeFitted;
        try {
          fitted = fitRecipe(plan, own, rowsOf(own), fit);
        } catch (error) {
          // Steps that replace a column leave another kind to those that come after.
          expect(`${(error as Error).name} ${(error as Error).message}`).toMatch(/^Invalid(Recipe|Expression)/);
          return;
        }
        expect(fitRecipe(plan, own, rowsOf(own), fit)).toEqual(fitted);
        expect(parseFittedRecipe(JSON.parse(JSON.stringify(fitted.recipe)))).toEqual(fitted.recipe);
        expect(infiniteCount(fitted.x.values)).toBe(0);
        expectSameBytes(fitted.recipe, rows);
        expectFiniteBetween(fitted.recipe, own);
        expect(Object.keys(caseKinds)).toEqual(expect.arrayContaining(fitted.recipe.inputs.map(({ name }) => name)));
      },
    ),
    { numRuns: 250 },
  );
}, 60_000);

const infiniteCount = (values: Float32Array | Float64Array): number => {
  let count = 0;
  for (const value of values) if (Math.abs(value) === Number.POSITIVE_INFINITY) count++;
  return count;
};

/** What one step hands to the next, in float64, holds no infinity. */
function expectFiniteBetween(recipe: FittedRecipe, own: Table): void {
  const trace = traceRecipe(recipe);
  const made = trainingColumns(trace, own, rowsOf(own), context);
  for (const { definition, outputs } of trace.steps)
    for (const number of outputs) {
      const column = made.column(number);
      if (column.kind !== 'text') expect(infiniteCount(column.values), definition.name).toBe(0);
    }
}

test.each([
  ['clip', {}],
  ['clip', { method: 'iqr' }],
  ['scale', {}],
  ['scale', { method: 'robust' }],
  ['scale', { method: 'minMax' }],
  ['quantileScale', {}],
  ['quantileScale', { shape: 'uniform', quantiles: 5 }],
  ['powerScale', {}],
  ['bin', {}],
  ['bin', { strategy: 'equalWidth' }],
])('%s %j keeps the order of numbers, however large and small they are', (step, parameters) => {
  const any = fc.oneof(
    fc.constantFrom(...(hostile.speed as readonly number[])),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const list = fc.array(
    any.filter((value) => value !== null),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(list, list, (training, later) => {
      const own = tableOf([numericColumn('x', 'number', training)]);
      const plan = { for: 'logistic', steps: [{ step, columns: ['x'], parameters, reason: '' }], dropped: [] } as const;
      const { recipe } = fitRecipe(plan, own, rowsOf(own));
      const ordered = [...training, ...later].sort((a, b) => a - b);
      const { values } = applyRecipe(recipe, tableOf([numericColumn('x', 'number', ordered)]));
      expect([...values].some(Number.isNaN)).toBe(false);
      for (let row = 1; row < values.length; row++)
        expect(values[row]).toBeGreaterThanOrEqual(values[row - 1] as number);
    }),
    {
      numRuns: 150,
      examples: [
        [
          [-Number.MAX_VALUE, 1e308, 1e308, Number.MAX_VALUE],
          [0, 5e-324],
        ],
      ],
    },
  );
});

test('half of a surrogate pair, which no table holds, is taken as a text like any other', () => {
  for (const [, one] of titled) {
    const { recipe } = fitCase(one);
    const compiled = compileRecipe(recipe, context);
    const base = hostileRows[0] as Row;
    for (const size of ['\ud800', 'a\udc00b']) {
      const came = compiled({ ...base, size });
      expect(bytesOf(compiled({ ...base, size }))).toEqual(bytesOf(came));
      expect(came).toHaveLength(recipe.features.length);
    }
  }
});
