import {
  type Cell,
  type Column,
  type ColumnKind,
  numericColumn,
  rowAt,
  tableFromRows,
  tableOf,
  textColumn,
} from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedModel } from '../malformed-model.ts';
import { applyRecipe } from './apply-recipe.ts';
import { canonicalOrder } from './canonical-order.ts';
import { compileRecipe } from './compile-recipe.ts';
import { fitRecipe } from './fit-recipe.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import { parseFittedRecipe } from './parse-fitted-recipe.ts';
import { proposeRecipe } from './propose-recipe.ts';
import reference from './recipe.reference.json' with { type: 'json' };

const all = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

/** 200 rows of every kind, with gaps, rare levels and dates before 1970. */
function sample(): ReturnType<typeof tableOf> {
  const index = Array.from({ length: 200 }, (_, i) => i);
  return tableOf([
    numericColumn(
      'speed',
      'number',
      index.map((i) => (i % 7 === 0 ? null : i === 13 ? 1e9 : (i * 37) % 101)),
    ),
    numericColumn(
      'count',
      'integer',
      index.map((i) => (i * 5) % 11),
    ),
    textColumn(
      'size',
      index.map((i) => (i % 19 === 0 ? null : i % 50 === 1 ? `rare ${i}` : i % 3 === 0 ? 'groß' : '小さい 🐦')),
    ),
    numericColumn(
      'day',
      'date',
      index.map((i) => i * 41 - 4000),
    ),
    numericColumn(
      'at',
      'instant',
      index.map((i) => (i % 23 === 0 ? null : i * 7_777_777_777 - 9e11)),
    ),
    numericColumn(
      'night',
      'boolean',
      index.map((i) => (i % 10 === 9 ? null : i % 2)),
    ),
    textColumn(
      'id',
      index.map((i) => `A-${i}`),
    ),
    textColumn(
      'remark',
      index.map((i) => `a long remark about strike number ${i}, different on every row`),
    ),
    numericColumn('row number', 'integer', index),
    textColumn(
      'country',
      index.map(() => 'US'),
    ),
    textColumn(
      'nothing',
      index.map(() => null),
    ),
  ]);
}
const names = sample().columns.map(({ name }) => name);
const rule = { for: 'rule', ruleExpression: "size == 'groß' && speed > 20", aliases: { s: 'size' } } as const;
const fitted = (options: Parameters<typeof proposeRecipe>[3]): FittedRecipe =>
  fitRecipe(proposeRecipe(sample(), all(200), names, options), sample(), all(200)).recipe;
const recipes = [fitted({ for: 'logistic' }), fitted({ for: 'boostedTrees' }), fitted(rule)];

describe('proposeRecipe', () => {
  test('drops what cannot be learned from and says why', () => {
    const plan = proposeRecipe(sample(), all(200), names, { for: 'logistic', timeColumn: 'day' });
    expect(plan.dropped.map(({ column, why }) => [column, why])).toEqual([
      ['id', 'identifier'],
      ['row number', 'identifier'],
      ['country', 'constant'],
      ['nothing', 'empty'],
    ]);
    expect(plan.steps.find((step) => step.step === 'dateParts')?.reason).toContain('no year or trend');
    for (const { reason } of [...plan.steps, ...plan.dropped]) expect(reason.length).toBeGreaterThan(10);
  });

  test('keeps a column that is constant where present but often missing, drops one that hardly ever differs', () => {
    const table = tableOf([
      textColumn(
        'sometimes',
        Array.from({ length: 100 }, (_, i) => (i < 30 ? 'x' : null)),
      ),
      numericColumn(
        'flag',
        'integer',
        Array.from({ length: 100 }, (_, i) => (i < 2 ? 1 : 0)),
      ),
    ]);
    const plan = proposeRecipe(table, all(100), ['sometimes', 'flag'], { for: 'logistic' });
    expect(plan.steps.map(({ step }) => step)).toEqual(['oneHot']);
    expect(plan.dropped.map(({ why }) => why)).toEqual(['almostConstant']);
  });

  test('majority reads nothing, the rule one expression, and it needs one', () => {
    expect(proposeRecipe(sample(), all(200), names, { for: 'majority' }).steps).toEqual([]);
    expect(fitted(rule).features).toEqual([{ name: 'rule', source: 'size x speed' }]);
    expect(() => proposeRecipe(sample(), all(200), names, { for: 'rule' })).toThrow('needs a rule');
    expect(() => fitted({ for: 'rule', ruleExpression: 'speed * 2' })).toThrow('true or false is needed');
  });
});

describe('the step categories', () => {
  const colours = ['red', 'red', 'red', 'blue', 'blue', null, 'green'];
  const step = (minCount: number, maxLevels: number): FittedRecipe =>
    fitRecipe(
      {
        for: 'boostedTrees',
        steps: [{ step: 'categories', columns: ['c'], parameters: { minCount, maxLevels }, reason: '' }],
        dropped: [],
      },
      tableOf([textColumn('c', colours)]),
      all(colours.length),
    ).recipe;
  const codes = (recipe: FittedRecipe, texts: readonly (string | null)[]): readonly number[] => {
    const batch = [...applyRecipe(recipe, tableOf([textColumn('c', texts)])).values];
    expect(texts.map((c) => compileRecipe(recipe)({ c })[0])).toEqual(batch);
    return batch;
  };

  test('gives the code of the level, the most frequent first; rare and unseen ones share the code behind', () => {
    const recipe = step(2, 9);
    expect(recipe.features).toEqual([{ name: 'c', source: 'c', categories: 3 }]);
    expect(codes(recipe, ['red', 'blue', 'green', 'pink', null])).toEqual([0, 1, 2, 2, Number.NaN]);
    expect(codes(step(1, 1), ['red', 'blue'])).toEqual([0, 1]);
    expect(parseFittedRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  test('leaves an unseen level missing where training had no rare one', () => {
    const recipe = step(1, 9);
    expect(recipe.features[0]?.categories).toBe(3);
    expect(codes(recipe, ['green', 'pink'])).toEqual([2, Number.NaN]);
  });
});

describe('fitRecipe', () => {
  test('sees only its rows', () => {
    const rows = all(100);
    const plan = proposeRecipe(sample(), rows, names, { for: 'logistic' });
    const cut = tableOf(
      sample().columns.map(
        (column): Column =>
          column.kind === 'text'
            ? { ...column, codes: column.codes.map((code, i) => (i < 100 ? code : -1)) }
            : { ...column, values: column.values.map((value, i) => (i < 100 ? value : 1e6)) },
      ),
    );
    expect(fitRecipe(plan, cut, rows)).toEqual(fitRecipe(plan, sample(), rows));
    expect(proposeRecipe(cut, rows, names, { for: 'logistic' })).toEqual(plan);
  });

  test('one wild value does not set the scale', () => {
    const step = fitted({ for: 'logistic' }).steps[0];
    expect(step).toMatchObject({ step: 'clip', inputs: ['speed'], learned: { upper: expect.any(Number) } });
    expect((step as unknown as { learned: { upper: number } }).learned.upper).toBeLessThan(1e9);
    const values = applyRecipe(fitted({ for: 'logistic' }), sample());
    expect(values.values.every((value) => Math.abs(value) < 15)).toBe(true);
  });

  test('agrees with scikit-learn after the same clipping', () => {
    const { input, expected } = reference;
    const table = tableOf([numericColumn('x', 'number', input)]);
    const plan = {
      for: 'logistic',
      steps: [
        { step: 'clip', columns: ['x'], reason: '' },
        { step: 'scale', columns: ['x'], reason: '' },
        { step: 'impute', columns: ['x'], parameters: { indicator: true }, reason: '' },
      ],
      dropped: [],
    } as const;
    const { x } = fitRecipe(plan, table, all(input.length));
    expect(x.features.map(({ name }) => name)).toEqual(['x', 'x is missing']);
    for (const [i, value] of expected.scaled.entries()) expect(x.values[i]).toBeCloseTo(value, 5);
    expect([...x.values.subarray(input.length)]).toEqual(expected.missing);
  });

  test('training rows have values out of fold, and later steps learn from those', () => {
    const table = tableOf([
      textColumn(
        'id',
        Array.from({ length: 40 }, (_, i) => `${i % 20}`),
      ),
    ]);
    const y = Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 2);
    const steps = [
      { step: 'targetEncode', columns: ['id'], parameters: { smoothing: 'rows', rows: 1 }, reason: '' },
      { step: 'scale', columns: ['id'], reason: '' },
    ];
    const plan = { for: 'logistic', steps, dropped: [] } as const;
    const { recipe, x } = fitRecipe(plan, table, all(40), { target: { y }, seed: 3 });
    const mean = x.values.reduce((sum, value) => sum + value, 0) / 40;
    expect(mean).toBeCloseTo(0, 5);
    expect(x.values).not.toEqual(applyRecipe(recipe, table).values);
    expect(fitRecipe(plan, table, all(40), { target: { y }, seed: 4 }).x.values).not.toEqual(x.values);
    expect(() => fitRecipe(plan, table, all(40))).toThrow('no target');
    expect(() => fitRecipe(plan, table, all(40), { target: { y: y.subarray(1) } })).toThrow('40 entries');
  });

  test('names stay distinct where two columns ask for the same', () => {
    const table = tableOf([textColumn('a', ['b', 'b', 'c', 'c']), numericColumn('a = b', 'number', [1, 2, 3, 4])]);
    const { recipe } = fitRecipe(proposeRecipe(table, all(4), ['a', 'a = b'], { for: 'logistic' }), table, all(4));
    expect(recipe.features.map(({ name, source }) => [name, source])).toEqual([
      ['a = b', 'a = b'],
      ['a = b (2)', 'a'],
      ['a = c', 'a'],
    ]);
  });
});

describe('applyRecipe', () => {
  test('writes the calendar without Math.sin, also before 1970', () => {
    const table = tableOf([numericColumn('d', 'date', [-1, 0, 31 + 28 + 31, -719_528])]);
    const plan = {
      for: 'logistic',
      steps: [
        { step: 'dateParts', columns: ['d'], parameters: { parts: ['month'], form: 'cycle' }, reason: '' },
        { step: 'dateParts', columns: ['d'], parameters: { parts: ['weekday'], form: 'oneHot' }, reason: '' },
      ],
      dropped: [],
    } as const;
    const { x } = fitRecipe(plan, table, all(4));
    const feature = (name: string): number[] => {
      const f = x.features.findIndex((known) => known.name === name);
      return [...x.values.subarray(f * 4, f * 4 + 4)];
    };
    for (const [i, month] of [12, 1, 4, 1].entries()) {
      expect(feature('d month sine')[i]).toBeCloseTo(Math.sin((2 * Math.PI * (month - 1)) / 12), 6);
      expect(feature('d month cosine')[i]).toBeCloseTo(Math.cos((2 * Math.PI * (month - 1)) / 12), 6);
    }
    expect(feature('d Wednesday')).toEqual([1, 0, 1, 0]);
    expect(feature('d Thursday')).toEqual([0, 1, 0, 0]);
    expect(feature('d Saturday')).toEqual([0, 0, 0, 1]);
  });

  test('features stand in byte order of their names, whatever the order of the columns', () => {
    for (const recipe of recipes) {
      const order = recipe.features.map(({ name }) => name);
      const byBytes = order.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(order).toEqual(byBytes);
    }
    const mixed = proposeRecipe(sample(), all(200), names.toReversed(), { for: 'logistic' });
    const reversed = fitRecipe(mixed, sample(), all(200));
    expect(reversed.x).toEqual(applyRecipe(fitted({ for: 'logistic' }), sample()));
  });

  test('refuses a column of another kind', () => {
    const other = tableOf(
      sample().columns.map((c) => (c.name === 'speed' ? textColumn('speed', Array(200).fill('x')) : c)),
    );
    expect(() => applyRecipe(fitted({ for: 'logistic' }), other)).toThrow('column "speed": expected number, came text');
  });
});

const cellOfKind: Record<ColumnKind, fc.Arbitrary<Cell>> = {
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 50),
  ),
  integer: fc.maxSafeInteger(),
  boolean: fc.boolean(),
  date: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10)),
  instant: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((d) => d.toISOString()),
  text: fc.oneof(
    fc.constantFrom('groß', '小さい 🐦', '__proto__', ''),
    fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
  ),
};

test('a row alone has the bytes it has in a batch', () => {
  for (const recipe of recipes) {
    const inputs = recipe.inputs;
    const compiled = compileRecipe(parseFittedRecipe(JSON.parse(JSON.stringify(recipe))));
    const row = fc.record(
      Object.fromEntries(inputs.map(({ name, kind }) => [name, fc.option(cellOfKind[kind], { freq: 4 })])),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const { table, issues } = tableFromRows(inputs, rows);
        expect(issues).toEqual([]);
        const batch = applyRecipe(recipe, table);
        for (const [r, one] of rows.entries()) {
          const column = Float32Array.from(batch.features, (_, f) => batch.values[f * rows.length + r] as number);
          const single = compiled(one);
          expect(new Uint8Array(single.buffer)).toEqual(new Uint8Array(column.buffer));
          expect(single.every((value) => Math.abs(value) !== Number.POSITIVE_INFINITY)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  }
});

test('a single row refuses an absent key and another type', () => {
  const compiled = compileRecipe(fitted({ for: 'logistic' }));
  const row = rowAt(sample(), 3);
  const { speed: _, ...without } = row;
  expect(() => compiled(without)).toThrow('no column "speed"');
  expect(() => compiled({ ...row, speed: 'fast' })).toThrow('column "speed": expected a number');
  expect(() => compiled({ ...row, day: '2001-02-30' })).toThrow('column "day"');
});

interface Stored {
  format: unknown;
  inputs: { name: string; kind: string }[];
  steps: { step: string; inputs: string[]; outputs: string[]; learned: Record<string, unknown> }[];
  features: unknown[];
}

describe('parseFittedRecipe', () => {
  test('returns what was stored', () => {
    for (const recipe of recipes) expect(parseFittedRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  test('refuses anything malformed, naming the place', () => {
    const stored = JSON.stringify(fitted({ for: 'logistic' }));
    const learnedOf = (r: Stored, name: string): Record<string, unknown> =>
      r.steps.find(({ step }) => step === name)!.learned;
    const broken: [string, (json: Stored) => void][] = [
      ['recipe.format', (r) => Object.assign(r, { format: 1 })],
      ['recipe.inputs', (r) => r.inputs.reverse()],
      ['recipe.inputs', (r) => r.inputs.push({ name: 'zz', kind: 'number' })],
      ['recipe.features', (r) => r.features.pop()],
      ['recipe.steps[0].step', (r) => Object.assign(r.steps[0]!, { step: 'klip' })],
      ['recipe.steps[0].inputs', (r) => Object.assign(r.steps[0]!, { inputs: [] })],
      ['recipe.steps[0].inputs[0]', (r) => Object.assign(r.steps[0]!, { inputs: ['unknown'] })],
      ['recipe.steps[0].inputs[0]', (r) => Object.assign(r.steps[0]!, { inputs: ['size'] })],
      ['recipe.steps[0].outputs', (r) => Object.assign(r.steps[0]!, { outputs: ['a', 'b'] })],
      ['recipe.steps[0].outputs', (r) => Object.assign(r.steps[0]!, { outputs: ['count'] })],
      ['recipe.steps[0].learned.upper', (r) => Object.assign(learnedOf(r, 'clip'), { upper: -1e12 })],
      ['learned.spread', (r) => Object.assign(learnedOf(r, 'scale'), { spread: 0 })],
      ['learned.fill', (r) => Object.assign(learnedOf(r, 'impute'), { fill: null })],
      ['learned', (r) => Object.assign(learnedOf(r, 'impute'), { code: 'x' })],
      ['learned.levels', (r) => Object.assign(learnedOf(r, 'oneHot'), { levels: ['a', 'a'] })],
      ['learned.parts', (r) => Object.assign(learnedOf(r, 'dateParts'), { parts: ['week'] })],
      ['recipe.steps[0]', (r) => Reflect.deleteProperty(r.steps[0]!, 'learned')],
    ];
    for (const [path, change] of broken) {
      const json = JSON.parse(stored);
      change(json);
      expect(() => parseFittedRecipe(json), path).toThrow(MalformedModel);
      expect(() => parseFittedRecipe(json), path).toThrow(path);
    }
    for (const json of [null, [], 1, 'x', {}]) expect(() => parseFittedRecipe(json)).toThrow(MalformedModel);
  });
});

test('canonicalOrder is the order of UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      fc.pre(a.isWellFormed() && b.isWellFormed());
      expect(Math.sign(canonicalOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(canonicalOrder('\u{1F426}', '\uFFFD')).toBeGreaterThan(0);
});
