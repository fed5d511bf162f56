import { describe, expect, test } from 'vitest';
import { MalformedModel } from '../../malformed-model.ts';
import { largestDifference, matrixOf, rowOf } from '../imported.cases.ts';
import { loadImported } from '../load-imported.ts';
import reference from './lightgbm.reference.json' with { type: 'json' };
import { parseLightgbmModel } from './parse-lightgbm-model.ts';

const x = matrixOf(reference.features, reference.rows);
const textOf = (name: string): string => reference.cases.find((one) => one.name === name)?.text ?? '';

describe.each(reference.cases)('LightGBM model: $name', ({ text, predictions, raw, iterations }) => {
  const model = parseLightgbmModel(text, iterations === undefined ? {} : { iterations });

  test('predicts as LightGBM does', () => {
    expect(largestDifference(model.predictAll(x), predictions)).toBeLessThan(1e-12);
    expect(largestDifference(model.marginsAll(x), raw)).toBeLessThan(1e-12);
    expect(model.predictAll(x)).toHaveLength(x.rowCount * model.outputCount);
  });

  test('scores a batch as its single rows, to the last bit, and so does what was stored', () => {
    const { manifest, weights } = model;
    const again = loadImported(JSON.parse(JSON.stringify(manifest)), weights);
    const single = Array.from({ length: x.rowCount }, (_, row) => [...again.predictAll(rowOf(x, row))]).flat();
    expect([...model.predictAll(x)]).toEqual(single);
    expect(again.weights).toEqual(weights);
    expect(again.task).toBe(model.task);
  });
});

test.each(reference.cases.filter(({ contributions }) => contributions !== undefined))(
  '$name is explained as LightGBM explains it',
  ({ text, contributions }) => {
    const model = parseLightgbmModel(text);
    const width = reference.features.length + 1;
    for (let row = 0; row < 12; row++)
      for (let output = 0; output < model.marginCount; output++) {
        const start = (row * model.marginCount + output) * width;
        const { base, contributions: own, margin } = model.explainOutput(x, row, output);
        expect(largestDifference([...own, base], contributions!.slice(start, start + width))).toBeLessThan(1e-9);
        expect(Math.abs(own.reduce((sum, value) => sum + value, base) - margin)).toBeLessThan(1e-9);
      }
  },
);

test('the categories of a pandas table are told by name', () => {
  const { text, rows, predictions, categories } = reference.pandas;
  const model = parseLightgbmModel(text);
  expect(JSON.parse(String(model.manifest.facts.categories))).toEqual(categories);
  const table = matrixOf(['x', 'colour', 'size'], rows);
  expect(largestDifference(model.predictAll(table), predictions)).toBeLessThan(1e-12);
  const withLine = (line: string): string => text.replace(/pandas_categorical:.*/, `pandas_categorical:${line}`);
  expect(parseLightgbmModel(withLine('null')).manifest.facts.categories).toBeUndefined();
  expect(parseLightgbmModel(withLine('[["a"]]')).manifest.facts.categories).toBeUndefined();
  for (const line of ['[', '{}', '[[null]]']) expect(() => parseLightgbmModel(withLine(line))).toThrow(MalformedModel);
});

test('linear leaves are not explained', () => {
  expect(() => parseLightgbmModel(textOf('linear_tree')).explainOutput(x, 0, 0)).toThrow('constant leaves');
});

describe('malformed LightGBM models', () => {
  const text = textOf('binary');
  const changed = (pattern: RegExp, by: string): string => {
    expect(text).toMatch(pattern);
    return text.replace(pattern, by);
  };

  test('every truncation is refused', () => {
    const end = text.indexOf('end of trees') + 12;
    for (let length = 0; length < end; length += 61)
      expect(() => parseLightgbmModel(text.slice(0, length))).toThrow(MalformedModel);
  });

  test.each<[string, RegExp, string, string]>([
    ['a cycle', /left_child=\S+/, 'left_child=0', 'a cycle'],
    ['a child that is no node', /right_child=\S+/, 'right_child=99', 'a node of the tree'],
    ['a leaf that is none', /right_child=\S+/, 'right_child=-99', 'a node of the tree'],
    ['a NaN threshold', /threshold=\S+/, 'threshold=nan', 'threshold'],
    ['a billion leaves', /num_leaves=\d+/, 'num_leaves=1000000000', 'leaf_value'],
    ['a billion features', /max_feature_idx=\d+/, 'max_feature_idx=1000000000', 'max_feature_idx'],
    ['a billion trees an iteration', /num_tree_per_iteration=\d+/, 'num_tree_per_iteration=1000000000', 'iteration'],
    ['a feature that is none', /split_feature=\d+/, 'split_feature=77', 'feature'],
    ['a category set that is none', /num_cat=[1-9]\d*/, 'num_cat=0', 'category set'],
    ['a billion category words', /cat_boundaries=0 \d+/, 'cat_boundaries=0 1000000000', 'cat_'],
    ['a fraction for an index', /left_child=\S+/, 'left_child=1.5', 'whole numbers'],
    ['an infinite leaf', /leaf_value=\S+/, 'leaf_value=inf', 'a finite number'],
    ['an unknown objective', /objective=binary/, 'objective=toString', 'objective'],
    ['a feature name twice', /feature_names=b2 a/, 'feature_names=a a', 'distinct names'],
    ['another decision', /decision_type=\d+/, 'decision_type=15', 'decision_type'],
    ['a key twice', /num_class=1/, 'num_class=1\nnum_class=1', 'one line'],
    ['another file', /^tree\n/, 'forest\n', 'first line'],
  ])('%s is refused', (_, pattern, by, why) => {
    const made = changed(pattern, by);
    expect(() => parseLightgbmModel(made)).toThrow(MalformedModel);
    expect(() => parseLightgbmModel(made)).toThrow(why);
  });

  test('iterations that the model has not are refused', () => {
    for (const iterations of [0, 6, 1.5, Number.NaN])
      expect(() => parseLightgbmModel(text, { iterations })).toThrow(RangeError);
  });
});

describe('stored weights', () => {
  const { manifest, weights } = parseLightgbmModel(textOf('one-hot categories'));

  test('are refused truncated, overlong and with any count of billions', () => {
    for (let length = 0; length < weights.length; length += 7)
      expect(() => loadImported(manifest, weights.subarray(0, length))).toThrow(MalformedModel);
    expect(() => loadImported(manifest, Uint8Array.from([...weights, 0]))).toThrow(MalformedModel);
    for (const at of [5, 9, 21]) {
      const damaged = weights.slice();
      new DataView(damaged.buffer).setUint32(at, 1_000_000_000, true);
      expect(() => loadImported(manifest, damaged)).toThrow(MalformedModel);
    }
  });

  test('either load or are refused, whatever byte is changed: no hang and no other error', () => {
    for (let at = 0; at < weights.length; at++) {
      const damaged = weights.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      try {
        loadImported(manifest, damaged).predictAll(x);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedModel);
      }
    }
  });

  test('are refused with a manifest of another make', () => {
    for (const parameters of [
      { ...manifest.parameters, source: 'other' },
      { ...manifest.parameters, objective: 'binary:hinge' },
      { ...manifest.parameters, link: 'toString' },
      { ...manifest.parameters, linkScale: 0 },
    ])
      expect(() => loadImported({ ...manifest, parameters }, weights)).toThrow(MalformedModel);
  });
});
