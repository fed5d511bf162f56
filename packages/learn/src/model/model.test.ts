import {
  type Cell,
  canonicalJson,
  numericColumn,
  type Row,
  rowAt,
  type Table,
  tableFromRows,
  tableOf,
  textColumn,
} from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EstimatorName } from '../estimator.ts';
import { fit } from '../estimators/fit.ts';
import { MalformedModel } from '../malformed-model.ts';
import { fitRecipe } from '../recipe/fit-recipe.ts';
import { proposeRecipe } from '../recipe/propose-recipe.ts';
import { assembleModel } from './assemble-model.ts';
import { checkRow } from './check-row.ts';
import { decodeModel } from './decode-model.ts';
import { encodeModel } from './encode-model.ts';
import type { BinaryManifest, Model } from './model.ts';
import { openBinaryModel } from './open-binary-model.ts';
import { parseModelManifest } from './parse-model-manifest.ts';

const rowCount = 300;
const index = Array.from({ length: rowCount }, (_, i) => i);
const table: Table = tableOf([
  textColumn(
    'größe',
    index.map((i) => (i % 17 === 0 ? null : (['klein', 'mittel', 'groß 🐦'][(i * 7) % 3] ?? null))),
  ),
  numericColumn(
    'speed',
    'number',
    index.map((i) => (i % 11 === 0 ? null : ((i * 53) % 97) + 0.25)),
  ),
  numericColumn(
    'day',
    'date',
    index.map((i) => i * 13 - 500),
  ),
  numericColumn(
    'night',
    'boolean',
    index.map((i) => (i * 31) % 2),
  ),
]);
const rows = Int32Array.from(index);
const y = Float64Array.from(index, (i) => Number(((i * 53) % 97) + ((i * 7) % 3) * 30 + (i % 5) * 8 > 90));
const names = table.columns.map(({ name }) => name);

function train(name: EstimatorName): Model<BinaryManifest> {
  const ruleExpression = "row['größe'] == 'groß 🐦' || speed > 60";
  const { recipe, x } = fitRecipe(proposeRecipe(table, rows, names, { for: name, ruleExpression }), table, rows);
  const fitted = fit(name, {}, { x, y }, { seed: 7 });
  return assembleModel({ recipe, fitted, threshold: 0.4, positive: "damage != 'None'" });
}
const estimators: readonly EstimatorName[] = ['majority', 'rule', 'logistic', 'boostedTrees'];
const models = new Map(estimators.map((name) => [name, train(name)]));
const modelOf = (name: EstimatorName): Model<BinaryManifest> => models.get(name)!;

const size: fc.Arbitrary<Cell> = fc.constantFrom('klein', 'mittel', 'groß 🐦', 'unseen', '', null);
const anyRow: fc.Arbitrary<Row> = fc.record({
  größe: size,
  speed: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  day: fc.constantFrom('1969-12-31', '2001-02-28', '0000-01-01', '9999-12-31', null),
  night: fc.option(fc.boolean()),
});

describe.each(estimators)('a model of %s', (name) => {
  const model = modelOf(name);
  const open = openBinaryModel(model.manifest, model.weights);

  test('scores a row as in a batch, to the last bit, also after its bytes were stored', () => {
    const decoded = decodeModel(encodeModel(model));
    const again = openBinaryModel(decoded.manifest, decoded.weights);
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), (some) => {
        const picked = some.map((row) => Object.fromEntries(open.inputs.map((c) => [c.name, row[c.name] ?? null])));
        const batch = open.predictTable({ ...tableFromRows(open.inputs, picked).table, rowCount: some.length });
        for (const [i, row] of picked.entries()) {
          expect(open.predictRow(row)).toBe(batch[i]);
          expect(again.predictRow(row)).toBe(batch[i]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('explains a row: contributions by source column, largest first, that sum to the margin', () => {
    for (const row of [0, 11, 17, 100]) {
      const one = rowAt(table, row);
      const { base, items, margin, probability } = open.explainRow(one);
      const sum = items.reduce((total, { contribution }) => total + contribution, base);
      expect(Math.abs(sum - margin)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(margin)));
      expect(probability).toBe(open.predictRow(one));
      expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(probability, 9);
      const sizes = items.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      expect(new Set(items.map(({ source }) => source)).size).toBe(items.length);
      if (name !== 'rule') for (const { source, value } of items) expect(value).toEqual(one[source]);
    }
  });

  test('has the same bytes each time it is made', () => {
    expect(encodeModel(train(name))).toEqual(encodeModel(model));
  });
});

test('a rule over two columns explains itself by its answer', () => {
  const { manifest, weights } = modelOf('rule');
  const { items } = openBinaryModel(manifest, weights).explainRow({ größe: 'klein', speed: 61 });
  expect(items.map(({ source, value }) => [source, value])).toEqual([['größe x speed', true]]);
});

test('the inputs are the columns the recipe reads, in byte order', () => {
  expect(modelOf('logistic').manifest.inputs.map(({ name }) => name)).toEqual(['day', 'größe', 'night', 'speed']);
  expect(modelOf('rule').manifest.inputs.map(({ name }) => name)).toEqual(['größe', 'speed']);
  expect(modelOf('majority').manifest.inputs).toEqual([]);
});

test('refuses an estimator that was fitted on other features', () => {
  const { recipe, threshold, positive } = modelOf('logistic').manifest;
  const fitted = { manifest: modelOf('boostedTrees').manifest.fitted, weights: modelOf('boostedTrees').weights };
  expect(() => assembleModel({ recipe, fitted, threshold, positive })).toThrow(RangeError);
});

describe('checkRow', () => {
  const { inputs } = modelOf('logistic').manifest;
  test('null is missing and no issue; unknown keys are reported apart', () => {
    const row = { größe: null, speed: null, day: null, night: null, extra: 1 };
    expect(checkRow(inputs, row)).toEqual({ issues: [], unknownKeys: ['extra'] });
  });
  test('absent and mistyped inputs are issues that say what came', () => {
    const { issues } = checkRow(inputs, { größe: 3, speed: '12', day: '2001-02-30' });
    expect(issues.map(({ column }) => column)).toEqual(['day', 'größe', 'night', 'speed']);
    expect(issues.find(({ column }) => column === 'speed')?.expected).toContain('a number');
    expect(issues.find(({ column }) => column === 'speed')?.came).toContain('12');
  });
});

describe('decodeModel', () => {
  const bytes = encodeModel(modelOf('logistic'));

  test('returns what was encoded', () => {
    expect(decodeModel(bytes)).toEqual(modelOf('logistic'));
  });

  test('refuses every truncation, extra bytes and any change of the header', () => {
    for (let end = 0; end < bytes.length; end += 97)
      expect(() => decodeModel(bytes.subarray(0, end))).toThrow(MalformedModel);
    expect(() => decodeModel(Uint8Array.of(...bytes, 0))).toThrow(MalformedModel);
    for (let i = 0; i < 16; i++) {
      const changed = bytes.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => decodeModel(changed), `byte ${i}`).toThrow(MalformedModel);
    }
  });

  test('refuses a manifest that is spelled otherwise or does not fit together', () => {
    const { manifest, weights } = modelOf('logistic');
    const withManifest = (text: string): Uint8Array => {
      const body = new TextEncoder().encode(text);
      const made = new Uint8Array(16 + body.length + weights.length);
      made.set(bytes.subarray(0, 8));
      new DataView(made.buffer).setUint32(8, body.length, true);
      new DataView(made.buffer).setUint32(12, weights.length, true);
      made.set(body, 16);
      made.set(weights, 16 + body.length);
      return made;
    };
    expect(decodeModel(withManifest(canonicalJson(manifest)))).toEqual(modelOf('logistic'));
    for (const [text, why] of [
      [` ${canonicalJson(manifest)}`, 'canonical'],
      [canonicalJson({ ...manifest, threshold: '0.4' }), 'manifest.threshold'],
      [canonicalJson({ ...manifest, code: 'x' }), 'only the keys'],
      [canonicalJson({ ...manifest, inputs: manifest.inputs.slice(1) }), 'manifest.inputs'],
      [canonicalJson({ ...manifest, fitted: { ...manifest.fitted, features: [] } }), 'manifest.fitted.features'],
      ['{', 'JSON'],
    ] as const) {
      expect(() => decodeModel(withManifest(text)), why).toThrow(MalformedModel);
      expect(() => decodeModel(withManifest(text))).toThrow(why);
    }
  });
});

describe('canonicalJson', () => {
  // RFC 8785, section 3.2.2 and 3.2.3.
  test('follows the examples of RFC 8785', () => {
    const numbers = { numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27] };
    expect(canonicalJson(numbers)).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
    const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect([...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, order]) => Number(order))).toEqual([
      2, 4, 6, 7, 1, 5, 3,
    ]);
  });
  test('parses back to the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed());
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  test('refuses what JSON would drop in silence', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, { a: undefined }, [() => 1], '\ud800'])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

test('directions and groups among the parameters come back, and nothing like them', () => {
  const { manifest } = modelOf('boostedTrees');
  const stored = (value: unknown): unknown =>
    parseModelManifest({ ...manifest, fitted: { ...manifest.fitted, parameters: { value } } }).fitted.parameters.value;
  for (const value of [{}, { speed: 1, day: -1 }, [], [['day', 'speed'], ['night']]])
    expect(stored(value)).toEqual(value);
  for (const none of [{ speed: 2 }, ['day'], [[1]], null, true, Number.NaN])
    expect(() => stored(none)).toThrow(MalformedModel);
});
