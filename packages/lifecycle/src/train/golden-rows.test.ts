import { createHash } from 'node:crypto';
import {
  assembleModel,
  type BinaryModel,
  decodeModel,
  encodeModel,
  fit,
  fitRecipe,
  openBinaryModel,
  proposeRecipe,
} from '@tend/learn';
import { numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { expect, test } from 'vitest';
import { firstDifference, goldenRowsOf } from './golden-rows.ts';

const ports = { sha256: (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest()) };
const index = Array.from({ length: 200 }, (_, i) => i);
const table: Table = tableOf([
  numericColumn(
    'speed',
    'number',
    index.map((i) => (i % 9 === 0 ? null : ((i * 37) % 101) / 7)),
  ),
  textColumn(
    'phase',
    index.map((i) => (i % 3 === 0 ? 'climb' : 'cruise')),
  ),
]);
const rows = Int32Array.from(index);
const y = Float64Array.from(index, (i) => Number((i * 37) % 101 > 60));

function trained(): { model: BinaryModel; bytes: Uint8Array } {
  const { recipe, x } = fitRecipe(proposeRecipe(table, rows, ['speed', 'phase'], { for: 'logistic' }), table, rows);
  const fitted = fit('logistic', {}, { x, y }, { seed: 1 });
  const bytes = encodeModel(assembleModel({ recipe, fitted, threshold: 0.5, positive: 'yes' }));
  const { manifest, weights } = decodeModel(bytes);
  return { model: openBinaryModel(manifest, weights), bytes };
}

/** The model with one number of its recipe changed. */
function tampered(change: (learned: Record<string, number>) => void, step: string): BinaryModel {
  const { manifest, weights } = decodeModel(trained().bytes);
  const copy = structuredClone(manifest);
  const found = copy.recipe.steps.find((one) => one.step === step);
  change(found?.learned as Record<string, number>);
  return openBinaryModel(copy, weights);
}

test('64 rows over the whole of the table are kept, as digests only', () => {
  const golden = goldenRowsOf(ports, trained().model, {}, table, rows);
  expect(golden.rows).toHaveLength(64);
  expect(golden.rows.at(-1)).toBeGreaterThan(190);
  expect(new Set(golden.features).size).toBeGreaterThan(40);
  for (const digest of [...golden.features, ...golden.scores]) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(goldenRowsOf(ports, trained().model, {}, table, rows.subarray(0, 5)).rows).toEqual([0, 1, 2, 3, 4]);
});

test('the stored model gives them again; one number changed in its recipe does not', () => {
  const golden = goldenRowsOf(ports, trained().model, {}, table, rows);
  expect(firstDifference(ports, trained().model, {}, table, golden)).toBeUndefined();
  const shifted = tampered((learned) => {
    learned.centre = (learned.centre as number) + 1e-6;
  }, 'scale');
  expect(firstDifference(ports, shifted, {}, table, golden)).toMatchObject({ what: 'features', as: 'a table' });
});

test('a row that is computed otherwise alone is found', () => {
  const { model } = trained();
  const golden = goldenRowsOf(ports, model, {}, table, rows);
  const astray = {
    ...model,
    predictRow: (row: Parameters<BinaryModel['predictRow']>[0]) => model.predictRow(row) + 1e-16 * 8,
  };
  expect(firstDifference(ports, astray, {}, table, golden)).toMatchObject({ what: 'score', as: 'a single row' });
});
