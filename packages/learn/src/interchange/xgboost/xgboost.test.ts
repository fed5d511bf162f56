import { describe, expect, test } from 'vitest';
import { InvalidData } from '../../estimators/invalid-data.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { largestDifference, matrixOf, rowOf } from '../imported.cases.ts';
import { loadImported } from '../load-imported.ts';
import { parseXgboostModel } from './parse-xgboost-model.ts';
import reference from './xgboost.reference.json' with { type: 'json' };

const x = matrixOf(reference.features, reference.rows);
const caseOf = (name: string): (typeof reference.cases)[number] => reference.cases.find((one) => one.name === name)!;
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

describe.each(reference.cases)('XGBoost model: $name', ({ json, predictions, raw, iterations }) => {
  const model = parseXgboostModel(json, iterations === undefined ? {} : { iterations });

  test('predicts as XGBoost does', () => {
    expect(largestDifference(model.predictAll(x), predictions)).toBeLessThan(1e-6);
    expect(largestDifference(model.marginsAll(x), raw)).toBe(0);
    expect(model.predictAll(x)).toHaveLength(x.rowCount * model.outputCount);
  });

  test('scores a batch as its single rows, to the last bit, and so does what was stored', () => {
    const again = loadImported(JSON.parse(JSON.stringify(model.manifest)), model.weights);
    const single = Array.from({ length: x.rowCount }, (_, row) => [...again.predictAll(rowOf(x, row))]).flat();
    expect([...model.predictAll(x)]).toEqual(single);
    expect(again.weights).toEqual(model.weights);
  });
});

test.each(reference.cases.filter(({ ubj }) => ubj !== undefined))('$name is the same from UBJSON', ({ json, ubj }) => {
  const model = parseXgboostModel(json);
  const other = parseXgboostModel(bytesOf(ubj!));
  expect(other.manifest).toEqual(model.manifest);
  // The gains of the splits are cut out of some of the stored texts.
  const gain = model.forest.gain ?? other.forest.gain;
  expect(gain).toHaveLength(model.forest.feature.length);
  expect({ ...other.forest, gain }).toEqual({ ...model.forest, gain: other.forest.gain ?? gain });
});

test.each(reference.cases.filter(({ contributions }) => contributions !== undefined))(
  '$name is explained as XGBoost explains it',
  ({ json, contributions }) => {
    const model = parseXgboostModel(json);
    const width = reference.features.length + 1;
    for (let row = 0; row < 8; row++)
      for (let output = 0; output < model.marginCount; output++) {
        const start = (row * model.marginCount + output) * width;
        const { base, contributions: own, margin } = model.explainOutput(x, row, output);
        expect(largestDifference([...own, base], contributions!.slice(start, start + width))).toBeLessThan(1e-6);
        expect(Math.abs(own.reduce((sum, value) => sum + value, base) - margin)).toBeLessThan(1e-9);
      }
  },
);

test('the best iteration of early stopping is used unless all are asked for', () => {
  const { json } = caseOf('early stopped');
  const best = parseXgboostModel(json).manifest.facts.trees;
  expect(best).toBe(1);
  expect(parseXgboostModel(json, { iterations: 'all' }).manifest.facts.trees).toBeGreaterThan(1);
  for (const iterations of [0, 99, 1.5]) expect(() => parseXgboostModel(json, { iterations })).toThrow(RangeError);
});

test('the categories of a pandas table are told by name', () => {
  const { json, ubj, rows, predictions, categories } = reference.pandas;
  const model = parseXgboostModel(json);
  expect(JSON.parse(String(model.manifest.facts.categories))).toEqual(categories);
  expect(parseXgboostModel(bytesOf(ubj)).manifest).toEqual(model.manifest);
  const table = matrixOf(['x', 'colour', 'size'], rows);
  expect(largestDifference(model.predictAll(table), predictions)).toBeLessThan(1e-6);
  const beyondAscii = parseXgboostModel(json.replace('"values":[98,', '"values":[-61,'));
  expect(JSON.parse(String(beyondAscii.manifest.facts.categories))).toEqual({ size: categories.size });
  expect(() => parseXgboostModel(json.replace('"enc":[', '"enc":[{"offsets":[],"values":[]},'))).toThrow('cats.enc');
});

test('base_score in the spelling before 3.1, lists of trees without their rounds, bare NaN', () => {
  const { json } = caseOf('parallel trees of classes');
  const { json: binary } = caseOf('binary:logistic, base_score 0.3');
  expect(parseXgboostModel(binary.replace('"[3E-1]"', '"3E-1"')).weights).toEqual(parseXgboostModel(binary).weights);
  expect(parseXgboostModel(json.replace('iteration_indptr', 'other')).manifest).toEqual(
    parseXgboostModel(json).manifest,
  );
  const withNaN = binary.replace(/"loss_changes":\[[^\]]*\]/, '"loss_changes":[NaN,-Infinity,"\\"NaN"]');
  expect(parseXgboostModel(withNaN.replace('"attributes":{}', '"attributes":{"note":NaN}')).weights).toEqual(
    parseXgboostModel(binary).weights,
  );
});

describe('malformed XGBoost models', () => {
  const { json, ubj } = caseOf('one-hot categories');
  const bytes = bytesOf(ubj!);

  test('every truncation is refused', () => {
    for (let length = 0; length < json.length; length += 97)
      expect(() => parseXgboostModel(json.slice(0, length))).toThrow(MalformedModel);
    for (let length = 0; length < bytes.length; length += 31)
      expect(() => parseXgboostModel(bytes.subarray(0, length))).toThrow(MalformedModel);
    expect(() => parseXgboostModel(Uint8Array.from([...bytes, 0]))).toThrow(MalformedModel);
  });

  test('any changed byte of UBJSON loads or is refused: no hang and no other error', () => {
    for (let at = 0; at < bytes.length; at += 3) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      try {
        parseXgboostModel(damaged).predictAll(x);
      } catch (error) {
        // A damaged name is a name like any other, which the rows then lack.
        expect(error instanceof MalformedModel || error instanceof InvalidData, String(error)).toBe(true);
      }
    }
  });

  test.each<[string, RegExp, string, string]>([
    ['a cycle', /"left_children":\[\d+/, '"left_children":[0', 'a cycle'],
    ['a child that is no node', /"right_children":\[\d+/, '"right_children":[9999', 'a node of the tree'],
    ['a negative child', /"right_children":\[\d+/, '"right_children":[-7', 'a node of the tree'],
    ['a NaN threshold', /"split_conditions":\[[^,]+/, '"split_conditions":[NaN', 'threshold'],
    ['a billion nodes', /"num_nodes":"\d+"/, '"num_nodes":"1000000000"', 'numbers'],
    [
      'a billion features',
      /"num_feature":"\d+","num_target"/,
      '"num_feature":"1000000000","num_target"',
      'num_feature',
    ],
    ['a billion classes', /"num_class":"0"/, '"num_class":"1000000000"', 'num_class'],
    [
      'millions of features without names',
      /"feature_names":\[[^\]]*\](.*)"num_feature":"6"/s,
      '"feature_names":[]$1"num_feature":"9999999"',
      'without names',
    ],
    ['more classes than trees', /"num_class":"0"/, '"num_class":"1000000"', 'num_class'],
    ['a feature that is none', /"split_indices":\[\d+/, '"split_indices":[77', 'feature'],
    ['a category beyond all', /"categories":\[\d+/, '"categories":[1000000000', 'codes below'],
    ['a billion categories', /"categories_sizes":\[\d+/, '"categories_sizes":[1000000000', 'categories_sizes'],
    ['a split without its set', /"categories_nodes":\[1/, '"categories_nodes":[2', 'categories_nodes'],
    ['an output that is none', /"tree_info":\[0/, '"tree_info":[1', 'output'],
    ['an unknown objective', /"name":"binary:logistic"/, '"name":"toString"', 'objective'],
    ['a base that is no probability', /"base_score":"[^"]*"/, '"base_score":"[2E0]"', 'base_score'],
    ['a base of two', /"base_score":"[^"]*"/, '"base_score":"[5E-1,5E-1]"', 'base_score'],
    ['rounds that do not fit', /"iteration_indptr":\[0,1/, '"iteration_indptr":[0,99', 'iteration_indptr'],
    ['a text for a number', /"default_left":\[\d/, '"default_left":["1"', 'a number'],
    ['another document', /^.*$/s, '{"model":1}', 'learner'],
  ])('%s is refused', (_, pattern, by, why) => {
    expect(json).toMatch(pattern);
    const made = json.replace(pattern, by);
    expect(() => parseXgboostModel(made)).toThrow(MalformedModel);
    expect(() => parseXgboostModel(made)).toThrow(why);
  });

  test('linear boosters and trees of several outputs are refused by name', () => {
    expect(() => parseXgboostModel(reference.refused.gblinear)).toThrow('expected gbtree or dart, came gblinear');
    expect(() => parseXgboostModel(reference.refused.multiOutputTree)).toThrow('multi_output_tree');
  });

  test('UBJSON that nests too deep or promises what it has not is refused', () => {
    const nested = Uint8Array.from([...'{U\u0001a'].map((c) => c.charCodeAt(0)).concat(Array(500).fill(0x5b)));
    expect(() => parseXgboostModel(nested)).toThrow('levels');
    const billions = [0x7b, 0x55, 1, 0x61, 0x5b, 0x24, 0x64, 0x23, 0x6c, 0x40, 0, 0, 0];
    expect(() => parseXgboostModel(Uint8Array.from(billions))).toThrow('can hold');
    const trues = [0x7b, 0x55, 1, 0x61, 0x5b, 0x24, 0x54, 0x23, 0x6c, 0x40, 0, 0, 0];
    expect(() => parseXgboostModel(Uint8Array.from(trues))).toThrow('a type with bytes');
  });
});
