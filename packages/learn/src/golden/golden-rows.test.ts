import {
  decodeTable,
  encodeTable,
  isMissing,
  numericColumn,
  type Table,
  tableOf,
  takeRows,
  textColumn,
} from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EstimatorName } from '../estimator.ts';
import { fit } from '../estimators/fit.ts';
import { fitTable } from '../fit-table.ts';
import { MalformedModel } from '../malformed-model.ts';
import { assembleModel } from '../model/assemble-model.ts';
import type { Model } from '../model/model.ts';
import { openModel } from '../model/open-model.ts';
import { parseModelManifest } from '../model/parse-model-manifest.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import { fitRecipe } from '../recipe/fit-recipe.ts';
import { checkGoldenRows } from './check-golden-rows.ts';
import { keepGoldenRows } from './keep-golden-rows.ts';

const cells = fc.record({
  number: fc.option(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -9, max: 9 }))),
  count: fc.option(fc.integer({ min: -3, max: 40 })),
  flag: fc.option(fc.integer({ min: 0, max: 1 })),
  day: fc.option(fc.integer({ min: -20_000, max: 40_000 })),
  at: fc.option(fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 })),
  text: fc.option(fc.constantFrom('a', 'b', 'größe 🐦', '', 'rare', 'A')),
});
type Cells = { readonly [name in 'number' | 'count' | 'flag' | 'day' | 'at']: number | null } & {
  readonly text: string | null;
};

function tableFrom(rows: readonly Cells[]): Table {
  const numbers = (name: Exclude<keyof Cells, 'text'>) => rows.map((row) => row[name]);
  return tableOf([
    numericColumn('number', 'number', numbers('number')),
    numericColumn('count', 'integer', numbers('count')),
    numericColumn('flag', 'boolean', numbers('flag')),
    numericColumn('day', 'date', numbers('day')),
    numericColumn('at', 'instant', numbers('at')),
    textColumn(
      'text',
      rows.map(({ text }) => text),
    ),
    textColumn(
      'who',
      rows.map((_, i) => `person-${i % 40}`),
    ),
    numericColumn(
      'y',
      'boolean',
      rows.map(({ count }, i) => Number((count ?? i) % 2 === 0)),
    ),
    numericColumn(
      'amount',
      'number',
      rows.map(({ count }, i) => (count ?? 0) * 1.5 + (i % 3)),
    ),
    textColumn(
      'class',
      rows.map((_, i) => ['x', 'y', 'z'][i % 3] ?? 'x'),
    ),
  ]);
}

const all = (table: Table): Int32Array => Int32Array.from({ length: table.rowCount }, (_, row) => row);
const inputs = ['number', 'count', 'flag', 'day', 'at', 'text'];
const stored = (kept: Table): Table => decodeTable(encodeTable(kept));

test.each<[EstimatorName, string]>([
  ['logistic', 'y'],
  ['boostedTrees', 'y'],
  ['boostedTrees', 'class'],
  ['linear', 'amount'],
  ['majority', 'y'],
])(
  'whatever the table, golden rows of %s for %s agree as a table, one by one and in another order',
  (estimator, target) => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 20, maxLength: 90 }), (rows) => {
        const table = tableFrom(rows);
        const positive = target === 'y' ? { positive: true } : {};
        fc.pre(target !== 'y' || new Set(rows.map(({ count }, i) => (count ?? i) % 2 === 0)).size === 2);
        const model = fitTable(table, { target, ...positive, estimator, columns: inputs });
        const kept = keepGoldenRows(model, table, all(table), 'who');
        expect(encodeTable(keepGoldenRows(model, table, all(table), 'who'))).toEqual(encodeTable(kept));
        expect(checkGoldenRows(model, stored(kept))).toEqual({ held: kept.rowCount, unchecked: 0 });
        expect(kept.rowCount).toBeLessThanOrEqual(64);
        expect(kept.rowCount).toBeGreaterThanOrEqual(15 + 19);
      }),
      { numRuns: 12 },
    );
  },
);

/** 400 rows of all kinds with gaps, rare levels, an extreme, and outcomes that depend on all columns. */
const sample = tableFrom(
  Array.from({ length: 400 }, (_, i) => ({
    number: i % 7 === 0 ? null : i === 131 ? 1e6 : ((i * 37) % 101) / 4,
    count: i % 31 === 0 ? null : (i * 17) % 29,
    flag: i % 10 === 9 ? null : (i * 7) % 2,
    day: i * 41 - 4000,
    at: i % 23 === 0 ? null : i * 7_777_777_777 - 9e11,
    text: i % 19 === 0 ? null : i % 50 === 1 ? 'rare' : (['a', 'b', 'größe 🐦', 'A', ''][(i * 3) % 5] ?? 'a'),
  })),
);
const whole = all(sample);

function trained(estimator: EstimatorName): { readonly model: Model; readonly kept: Table } {
  const model = fitTable(sample, { target: 'y', positive: true, estimator, columns: inputs });
  return { model: model.model, kept: stored(keepGoldenRows(model, sample, whole, 'who')) };
}

/** The same model with another recipe, where that is a recipe; undefined where it is none. */
function withSteps(model: Model, steps: readonly unknown[]): Model | undefined {
  try {
    return {
      ...model,
      manifest: parseModelManifest({ ...model.manifest, recipe: { ...model.manifest.recipe, steps } }),
    };
  } catch (error) {
    if (error instanceof MalformedModel) return undefined;
    throw error;
  }
}

/** Copies of a value in which one number, or one text, is another one. */
function* withOneChange(value: unknown): Generator<unknown> {
  if (typeof value === 'number') {
    yield value + 0.25;
    yield value + 1;
  } else if (typeof value === 'string') {
    yield `${value} tampered`;
  } else if (Array.isArray(value)) {
    for (const [place, item] of value.entries())
      for (const other of withOneChange(item)) yield value.with(place, other);
  } else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value))
      for (const other of withOneChange(item)) yield { ...value, [name]: other };
}

const check = ({ manifest, weights }: Model, kept: Table) => checkGoldenRows(openModel(manifest, weights), kept);
const featuresOf = (model: Model) => applyRecipe(model.manifest.recipe, sample).values;

describe.each<EstimatorName>(['logistic', 'boostedTrees'])('a recipe for %s that was tampered with', (estimator) => {
  const { model, kept } = trained(estimator);
  const { steps } = model.manifest.recipe;

  test('is found by one learned number or level, whichever it is', () => {
    let changed = 0;
    for (const [place, step] of steps.entries())
      for (const learned of withOneChange(step.learned)) {
        const other = withSteps(model, steps.with(place, { ...step, learned }));
        if (other === undefined) continue;
        changed++;
        const { held, difference } = check(other, kept);
        expect([held, difference?.way], `${step.step}: ${JSON.stringify(learned)}`).toEqual([0, 'as a table']);
        expect(difference?.what).toMatch(/^the feature ".+" of ".+"$/);
        expect(difference?.expected).not.toBe(difference?.came);
      }
    expect(changed).toBeGreaterThan(estimator === 'logistic' ? 25 : 4);
  });

  test('is found by its order, wherever that changes a feature of any training row', () => {
    const before = featuresOf(model);
    let changed = 0;
    for (let place = 0; place + 1 < steps.length; place++) {
      const swapped = steps.with(place, steps[place + 1]!).with(place + 1, steps[place]!);
      const other = withSteps(model, swapped);
      if (other === undefined || featuresOf(other).every((value, i) => Object.is(value, before[i]))) continue;
      changed++;
      expect(check(other, kept).difference, `steps ${place} and ${place + 1}`).toBeDefined();
    }
    if (estimator === 'logistic') expect(changed).toBeGreaterThan(1);
  });
});

/** Steps that look back, and the rows that they look back on. */
const lookingBack = [
  { step: 'lag', columns: [], parameters: { of: 'number', time: 'day', by: ['text'], back: 2 }, reason: '' },
  {
    step: 'rolling',
    columns: [],
    parameters: {
      of: 'count',
      time: 'day',
      window: 491.9,
      delay: 40.9,
      statistics: ['count', 'mean', 'sd', 'sinceLast'],
    },
    reason: '',
  },
  { step: 'passThrough', columns: ['number', 'count'], reason: '' },
] as const;

describe('golden rows of a recipe that looks back', () => {
  const y = Float64Array.from(whole, (row) => row % 2);
  const plan = { for: 'boostedTrees', steps: lookingBack, dropped: [] } as const;
  const { recipe, x } = fitRecipe(plan, sample, whole, { history: sample });
  const fitted = fit('boostedTrees', { trees: 5 }, { x, y }, { seed: 1 });
  const model = assembleModel({ recipe, fitted, threshold: 0.5, positive: 'y' });
  const opened = (of: Model, history: Table) => ({
    ...openModel(of.manifest, of.weights, { history }),
    context: { history },
  });
  const kept = stored(keepGoldenRows(opened(model, sample), sample, whole, 'who'));

  test('hold as a table, one by one and in another order, and cannot be asked without the earlier rows', () => {
    expect(checkGoldenRows(opened(model, sample), kept)).toEqual({ held: kept.rowCount, unchecked: 0 });
    expect(() => openModel(model.manifest, model.weights)).toThrow('the earlier rows');
    const features = kept.columns.filter(({ name }) => name.startsWith('feature '));
    // Rows of the sample see something behind them, not only what is missing.
    for (const one of features) expect(one.kind === 'text' && one.dictionary.length, one.name).toBeGreaterThan(3);
  });

  test('find every number and name of what was learnt that is another one', () => {
    const { steps } = model.manifest.recipe;
    let changed = 0;
    for (const [place, step] of steps.entries())
      for (const learned of withOneChange(step.learned)) {
        const other = withSteps(model, steps.with(place, { ...step, learned }));
        // The rows are 41 days apart: not every window that is longer by a little sees another row.
        if (other === undefined || isSame(other)) continue;
        changed++;
        const { difference } = checkGoldenRows(opened(other, sample), kept);
        expect(difference?.what, `${step.step}: ${JSON.stringify(learned)}`).toMatch(/^the feature ".+" of ".+"$/);
      }
    expect(changed).toBeGreaterThanOrEqual(5);
  });

  test('find earlier rows that are other ones', () => {
    const other = (name: string, change: (value: number, row: number) => number): Table =>
      tableOf(
        sample.columns.map((column) =>
          column.name === name && column.kind !== 'text' ? { ...column, values: column.values.map(change) } : column,
        ),
      );
    expect(
      checkGoldenRows(
        opened(
          model,
          other('count', (value) => value + 1),
        ),
        kept,
      ).difference,
    ).toBeDefined();
    expect(
      checkGoldenRows(
        opened(
          model,
          other('day', (value, row) => value + (row % 2) * 99),
        ),
        kept,
      ).difference,
    ).toBeDefined();
    const part = takeRows(sample, whole.slice(0, 200));
    expect(checkGoldenRows(opened(model, part), kept).difference).toBeDefined();
  });

  /** Whether another recipe makes the same of every row of the sample. */
  function isSame(other: Model): boolean {
    const came = applyRecipe(other.manifest.recipe, sample, { history: sample }).values;
    return came.every((value, place) => Object.is(value, x.values[place]));
  }
});

test('weights that were tampered with are found by the scores', () => {
  const { model, kept } = trained('logistic');
  const before = openModel(model.manifest, model.weights).predictTable(sample);
  let changed = 0;
  for (const [at, byte] of model.weights.entries()) {
    const other = { ...model, weights: model.weights.with(at, byte ^ 1) };
    const scores = scoresOf(other);
    // A last bit of a coefficient moves the scores of some rows only, and golden rows are few.
    const differing = scores?.filter((score, row) => !Object.is(score, before[row])).length ?? 0;
    if (differing < sample.rowCount / 2) continue;
    changed++;
    expect(check(other, kept).difference, `byte ${at}`).toMatchObject({ what: 'score', way: 'as a table' });
  }
  expect(changed).toBeGreaterThan(20);
}, 60_000);

/** The scores of a model, undefined where its bytes are no model. */
function scoresOf({ manifest, weights }: Model): Float64Array | undefined {
  try {
    return openModel(manifest, weights).predictTable(sample);
  } catch (error) {
    if (error instanceof MalformedModel) return undefined;
    throw error;
  }
}

test('a way of asking that differs alone is found, and named', () => {
  const { model, kept } = trained('logistic');
  const open = openModel(model.manifest, model.weights);
  const single = { ...open, predictRow: () => Float64Array.of(0.5) };
  expect(checkGoldenRows(single, kept).difference).toMatchObject({ way: 'one by one', came: '0.5' });
  const batch = {
    ...open,
    predictTable: (table: Table) => open.predictTable(table).fill(0.5, Math.min(1_024, table.rowCount)),
  };
  expect(checkGoldenRows(batch, kept).difference).toMatchObject({
    way: 'in a batch of another order',
    came: '0.5',
  });
  expect(() => keepGoldenRows(single, sample, whole)).toThrow('score differs one by one');
});

test('golden rows hold gaps, the rarest level, extremes, an unseen text and a row of nothing', () => {
  const { kept } = trained('logistic');
  const column = (name: string) => kept.columns.find((one) => one.name === name)!;
  for (const { name } of kept.columns.filter(({ name }) => inputs.includes(name))) {
    const missing = Array.from(all(kept)).filter((row) => isMissing(column(name), row)).length;
    expect(missing, name).toBeGreaterThanOrEqual(name === 'day' ? 1 : 2);
  }
  const text = column('text');
  expect(text.kind === 'text' && text.dictionary).toEqual(
    expect.arrayContaining(['rare', 'a', 'b', 'A', '', 'größe 🐦']),
  );
  const number = column('number');
  expect(number.kind !== 'text' && number.values).toContain(1e6);
});

test('rows that a withdrawal took are not asked; of those it emptied a cell nothing is said', () => {
  const { model, kept } = trained('logistic');
  const rest = takeRows(kept, all(kept).slice(3));
  expect(check(model, rest)).toEqual({ held: kept.rowCount - 3, unchecked: 0 });
  const row = all(kept).findIndex((at) => !isMissing(kept.columns.find(({ name }) => name === 'number')!, at));
  const emptied = kept.columns.map((one) =>
    one.name === 'number' && one.kind !== 'text' ? { ...one, values: one.values.with(row, Number.NaN) } : one,
  );
  expect(check(model, { ...kept, columns: emptied })).toEqual({ held: kept.rowCount - 1, unchecked: 1 });
});

test('golden rows of another model are refused', () => {
  expect(() => check(trained('boostedTrees').model, trained('logistic').kept)).toThrow(MalformedModel);
});
