import { randomStream } from '@tend/kernels';
import type { Feature, FeatureMatrix, TrainingData } from '../estimator.ts';

/** Features named so that their order is canonical: f000, f001, ... */
export function featuresNamed(count: number): readonly Feature[] {
  return Array.from({ length: count }, (_, f) => {
    const name = `f${String(f).padStart(3, '0')}`;
    return { name, source: name };
  });
}

/**
 * Rows of ten uniform features in [-2, 2) (tenths of them missing if asked) and labels of a non-linear logistic model.
 * The Python twin stands in boosted-trees.reference.json: change both.
 */
export function syntheticData(rowCount: number, seed: number, missingShare: number): TrainingData {
  const random = randomStream(seed);
  const features = featuresNamed(10);
  const values = new Float32Array(rowCount * features.length);
  const y = new Float64Array(rowCount);
  for (let r = 0; r < rowCount; r++) {
    const row = features.map(() => {
      const value = Math.fround(4 * random.uniform() - 2);
      return random.uniform() < missingShare ? Number.NaN : value;
    });
    for (const [f, value] of row.entries()) values[f * rowCount + r] = value;
    const [a, b, c, d, e, g] = row.map((value) => (Number.isNaN(value) ? 0 : value)) as [number, ...number[]];
    const step = e! > 0.5 ? 0.8 : 0;
    const z = 1.2 * a + b! * c! - 0.7 * Math.abs(d!) + step + (Number.isNaN(row[5]!) ? 1 : 0.2 * g!) - 0.5;
    y[r] = random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  }
  return { x: { rowCount, features, values }, y };
}

/** The given rows, in that order. */
export function rowsOf({ x, y, weight, query, ...of }: TrainingData, rows: readonly number[]): TrainingData {
  const values = new Float32Array(rows.length * x.features.length);
  for (const f of x.features.keys())
    for (const [i, row] of rows.entries()) values[f * rows.length + i] = x.values[f * x.rowCount + row]!;
  return {
    ...of,
    x: { rowCount: rows.length, features: x.features, values },
    y: Float64Array.from(rows, (row) => y[row]!),
    ...(query && { query: Int32Array.from(rows, (row) => query[row]!) }),
    ...(weight && { weight: Float64Array.from(rows, (row) => weight[row]!) }),
  };
}

/** The given columns, in that order. */
export function columnsOf(x: FeatureMatrix, columns: readonly number[]): FeatureMatrix {
  const values = new Float32Array(x.rowCount * columns.length);
  for (const [i, column] of columns.entries())
    values.set(x.values.subarray(column * x.rowCount, (column + 1) * x.rowCount), i * x.rowCount);
  return { rowCount: x.rowCount, features: columns.map((column) => x.features[column]!), values };
}
