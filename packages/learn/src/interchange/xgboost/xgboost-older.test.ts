import { describe, expect, test } from 'vitest';
import { largestDifference, matrixOf } from '../imported.cases.ts';
import { parseXgboostModel } from './parse-xgboost-model.ts';
import reference from './xgboost-older.reference.json' with { type: 'json' };

describe.each(reference.parts)('XGBoost $version', ({ rows, cases }) => {
  const x = matrixOf(reference.features, rows);
  test.each(cases)('$name', ({ json, predictions, raw }) => {
    const model = parseXgboostModel(json);
    expect(largestDifference(model.marginsAll(x), raw)).toBeLessThan(2e-7);
    expect(largestDifference(model.predictAll(x), predictions)).toBeLessThan(1e-6);
  });
});
