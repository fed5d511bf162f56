import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleModel, encodeModel, fit, fitRecipe, proposeRecipe } from '@tend/learn';
import { numericColumn, tableOf, textColumn } from '@tend/table';
import { afterAll, beforeAll, expect, test } from 'vitest';
import lightgbm from '../packages/learn/src/interchange/lightgbm/lightgbm.reference.json' with { type: 'json' };
import xgboost from '../packages/learn/src/interchange/xgboost/xgboost.reference.json' with { type: 'json' };
import { root } from '../scripts/source-files.ts';

const page = readFileSync(join(root, 'docs/interchange.md'), 'utf8');
const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
const folder = mkdtempSync(join(tmpdir(), 'tend-interchange-'));

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'lightgbm.txt'), lightgbm.cases.find(({ name }) => name === 'binary')?.text ?? '');
  const { ubj = '' } = xgboost.cases.find(({ name }) => name === 'binary:logistic') ?? {};
  writeFileSync(join(folder, 'xgboost.ubj'), Buffer.from(ubj, 'base64'));
  writeFileSync(join(folder, 'model.tend'), storedModel());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function storedModel(): Uint8Array {
  const index = Array.from({ length: 60 }, (_, row) => row);
  const table = tableOf([
    numericColumn(
      'speed',
      'number',
      index.map((row) => (row * 53) % 97),
    ),
    textColumn(
      'size',
      index.map((row) => (row % 3 === 0 ? null : 'large')),
    ),
  ]);
  const rows = Int32Array.from(index);
  const { recipe, x } = fitRecipe(proposeRecipe(table, rows, ['speed', 'size'], { for: 'logistic' }), table, rows);
  const y = Float64Array.from(index, (row) => Number((row * 53) % 97 > 40));
  // biome-ignore lint/suspicious/noFocusedTests: fits an estimator
  const fitted = fit('logistic', {}, { x, y }, { seed: 1 });
  return encodeModel(assembleModel({ recipe, fitted, threshold: 0.5, positive: 'fast' }));
}

/** What a block of the page prints, run as it stands. */
function printed(block: string | undefined): string {
  const flags = ['--input-type=module-typescript', '--no-warnings', '--eval', block ?? ''];
  return execFileSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' });
}

test('the page has the three examples', () => {
  expect(blocks).toHaveLength(3);
});

test('models of other libraries come in', () => {
  const output = printed(blocks[0]);
  expect(output).toContain('binary 1 binary:logistic');
  expect(output).toMatch(/Float64Array\(2\) \[ 0\.\d+, 0\.\d+ \]/);
});

test('ONNX goes out', () => {
  const output = printed(blocks[1]);
  expect(output).toContain('size string 1 the text, the empty text for missing');
  expect(output).toContain('speed double 1 the number, NaN for missing');
  expect(readFileSync(join(folder, 'model.onnx')).length).toBeGreaterThan(500);
  expect(readFileSync(join(folder, 'lightgbm.onnx')).length).toBeGreaterThan(500);
});

test('a model answers a row anywhere', () => {
  const output = printed(blocks[2]);
  expect(output).toMatch(/^true true\n/);
  expect(output).toContain('export type ModelRow = {');
});
