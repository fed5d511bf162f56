import { numericColumn, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import { InvalidData } from './estimators/invalid-data.ts';
import { featureMatrix } from './feature-matrix.ts';
import { fitTable } from './fit-table.ts';

const rows = Array.from({ length: 240 }, (_, row) => row);
const table = tableOf([
  numericColumn(
    'a',
    'number',
    rows.map((row) => (row * 53) % 97),
  ),
  textColumn(
    'b',
    rows.map((row) => ['x', 'y', null][row % 3] ?? null),
  ),
  textColumn(
    'class',
    rows.map((row) => ((row * 53) % 97 > 60 ? 'high' : (row * 53) % 97 > 30 ? 'middle' : 'low')),
  ),
  numericColumn(
    'flag',
    'boolean',
    rows.map((row) => Number((row * 53) % 97 > 60)),
  ),
  numericColumn(
    'gap',
    'number',
    rows.map((row) => (row === 7 ? null : row)),
  ),
]);
const columns = ['a', 'b'];

describe('fitTable', () => {
  test('predicts a number as a number', () => {
    const model = fitTable(table, { target: 'a', columns: ['class', 'b'] });
    expect([model.task, model.outputs]).toEqual(['regression', 1]);
    const [low] = model.predictRow({ class: 'low', b: 'x' });
    const [high] = model.predictRow({ class: 'high', b: 'x' });
    expect(high! - low!).toBeGreaterThan(30);
  });

  test('predicts a text as one of its classes, in the order of their names', () => {
    const model = fitTable(table, { target: 'class', columns, parameters: { l2: 0 } });
    expect(model.model.manifest).toMatchObject({ classes: ['high', 'low', 'middle'] });
    const [high, low] = model.predictRow({ a: 90, b: 'y' });
    expect(high).toBeGreaterThan(low!);
  });

  test.each([
    ['class', 'high'],
    ['flag', true],
    ['flag', undefined],
  ])('asks whether %s is %s', (target, positive) => {
    const options = { target, columns, ...(positive !== undefined && { positive }) };
    const model = fitTable(table, { ...options, estimator: 'logistic', threshold: 0.3 });
    expect(model.task).toBe('binary');
    expect(model.model.manifest).toMatchObject({ threshold: 0.3, positive: `${target} is ${positive ?? true}` });
    expect(model.predictRow({ a: 95, b: 'x' })[0]).toBeGreaterThan(model.predictRow({ a: 5, b: 'x' })[0]!);
  });

  test('learns from its rows alone', () => {
    const half = Int32Array.from({ length: 120 }, (_, row) => row);
    const changed = tableOf(
      table.columns.map((column) =>
        column.kind === 'text' ? column : { ...column, values: column.values.map((v, i) => (i < 120 ? v : 1)) },
      ),
    );
    const weights = (of: typeof table): Uint8Array =>
      fitTable(of, { target: 'flag', columns: ['a', 'b'], rows: half }).model.weights;
    expect(weights(changed)).toEqual(weights(table));
  });

  test.each([
    [{ target: 'gap' }, InvalidData],
    [{ target: 'class', positive: 'none such' }, InvalidData],
    [{ target: 'flag', positive: 'yes' }, InvalidData],
    [{ target: 'a', positive: true }, InvalidData],
    [{ target: 'none such' }, RangeError],
    [{ target: 'a', columns: ['a'] }, RangeError],
    [{ target: 'a', columns: ['none such'] }, RangeError],
    [{ target: 'a', estimator: 'logistic' as const }, InvalidData],
  ])('refuses %o', (options, error) => {
    expect(() => fitTable(table, options)).toThrow(error);
  });
});

describe('featureMatrix', () => {
  test('holds columns one after the other, and names the codes', () => {
    expect(featureMatrix({ a: [1, 2], b: [0, Number.NaN] }, { b: 3 })).toEqual({
      rowCount: 2,
      features: [
        { name: 'a', source: 'a' },
        { name: 'b', source: 'b', categories: 3 },
      ],
      values: Float32Array.of(1, 2, 0, Number.NaN),
    });
  });

  test('refuses columns of different lengths and codes of no column', () => {
    expect(() => featureMatrix({ a: [1, 2], b: [1] })).toThrow(InvalidData);
    expect(() => featureMatrix({ a: [1] }, { toString: 2 })).toThrow(InvalidData);
  });
});
