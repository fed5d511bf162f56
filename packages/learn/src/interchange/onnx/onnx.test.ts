import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import lightgbm from '../lightgbm/lightgbm.reference.json' with { type: 'json' };
import { parseLightgbmModel } from '../lightgbm/parse-lightgbm-model.ts';
import xgboost from '../xgboost/xgboost.reference.json' with { type: 'json' };
import { exportImportedToOnnx } from './export-imported.ts';
import { caseRows, fittedCase, importedCase, modelCase, type OnnxCase } from './onnx.cases.ts';
import reference from './onnx.reference.json' with { type: 'json' };
import { protobufWriter } from './protobuf-writer.ts';
import { UnsupportedExport } from './unsupported-export.ts';

const lightgbmNames = [
  ...['regression', 'regression sqrt', 'poisson', 'binary', 'cross_entropy_lambda', 'multiclass', 'multiclassova'],
  ...['one-hot categories', 'missing none', 'missing zero', 'rf', 'constant'],
];
const xgboostNames = [
  ...['reg:squarederror', 'binary:logistic', 'binary:hinge', 'multi:softmax', 'multi:softprob', 'count:poisson'],
  ...['partitioned categories', 'dart', '100 rounds', 'constant'],
];

const cases: readonly OnnxCase[] = [
  ...(['majority', 'rule', 'logistic', 'boostedTrees'] as const).flatMap((name) => [fittedCase(name), modelCase(name)]),
  ...lightgbmNames.map((name) => importedCase('LightGBM', name, lightgbm.cases.find((one) => one.name === name)!.text)),
  ...xgboostNames.map((name) => importedCase('XGBoost', name, xgboost.cases.find((one) => one.name === name)!.json)),
];

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

// What onnxruntime answers is stored with the digest of the file it ran: see `command` in the reference.
const folder = process.env.TEND_ONNX_CASES;
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  for (const [index, { name, exported, inputs }] of cases.entries()) {
    writeFileSync(join(folder, `${index}.onnx`), exported.bytes);
    writeFileSync(join(folder, `${index}.json`), JSON.stringify({ name, inputs, ports: exported.inputs }));
  }
}

const stored: Readonly<Record<string, { readonly sha256: string; readonly predictions: readonly number[] }>> =
  reference.cases;

describe.each(cases.map((one) => [one.name, one] as const))('ONNX of %s', (name, { exported, expected }) => {
  test(`agrees with onnxruntime on ${caseRows} rows`, () => {
    const { sha256, predictions } = stored[name]!;
    expect(digestOf(exported.bytes), 'the file has changed: make the reference again').toBe(sha256);
    expect(predictions).toHaveLength(caseRows * exported.output.width);
    expect(expected).toHaveLength(predictions.length);
    // Sums of float32 against ours, relative to the size of the answer.
    const differences = predictions.map((value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(value)));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });
});

test('linear leaves are refused', () => {
  const { text } = lightgbm.cases.find((one) => one.name === 'linear_tree')!;
  expect(() => exportImportedToOnnx(parseLightgbmModel(text))).toThrow(UnsupportedExport);
});

test('protocol buffers are written as their documentation shows', () => {
  const inner = protobufWriter();
  inner.integer(1, 150);
  const outer = protobufWriter();
  outer.message(3, inner);
  outer.text(2, 'testing');
  outer.integers(6, [3, 270, 86942]);
  outer.integer(1, -2);
  outer.float(5, 1);
  const hex = Buffer.from(outer.finish()).toString('hex');
  expect(hex).toBe('1a03089601120774657374696e673206038e029ea70508feffffffffffffffff012d0000803f');
  expect(() => inner.integer(1, 0.5)).toThrow(RangeError);
});
