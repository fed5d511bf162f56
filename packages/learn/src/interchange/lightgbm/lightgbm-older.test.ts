import { describe, expect, test } from 'vitest';
import { largestDifference, matrixOf } from '../imported.cases.ts';
import reference from './lightgbm-older.reference.json' with { type: 'json' };
import { parseLightgbmModel } from './parse-lightgbm-model.ts';

describe.each(reference.parts)('LightGBM $version', ({ rows, cases }) => {
  const x = matrixOf(reference.features, rows);
  test.each(cases)('$name', ({ text, predictions }) => {
    expect(largestDifference(parseLightgbmModel(text).predictAll(x), predictions)).toBeLessThan(1e-12);
  });
});
