import { expect, it } from 'vitest';
import type { FeatureMatrix, Task, TrainingData } from '../../estimator.ts';
import { fit } from '../fit.ts';
import { featuresNamed } from '../synthetic-data.cases.ts';
import { decodeLinear } from './linear-model.ts';
import reference from './tall-data.reference.json' with { type: 'json' };

const rowCount = 20_000;

/** The whole numbers from -1000 to 1000 of the generator in the reference's command. */
const drawn: readonly Int32Array[] = (() => {
  let state = 1;
  const draw = (): number => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return ((state >>> 16) % 2001) - 1000;
  };
  return Array.from({ length: 8 }, () => Int32Array.from({ length: rowCount }, draw));
})();

const hot = drawn[3]!.map((k) => Math.floor((k + 1000) / 167));
const score = Float64Array.from({ length: rowCount }, (_, row) => {
  const at = (k: number): number => drawn[k]![row]!;
  return 3 * at(0) - 2 * at(1) + at(2) + 2 * (at(5) + at(6) + at(7)) + 100 * hot[row]!;
});
const column = (k: number, of: (value: number, row: number) => number): Float32Array =>
  Float32Array.from(drawn[k]!, of);
const quarter = (k: number): Float32Array => column(k, (value) => value / 256);
const sets: Readonly<Record<string, readonly Float32Array[]>> = {
  dense: [quarter(0), quarter(1), column(0, (value, row) => (value + drawn[2]![row]!) / 256), quarter(3), quarter(4)],
  'one-hot': [
    ...Array.from({ length: 12 }, (_, level) => Float32Array.from(hot, (own) => (own === level ? 1 : 0))),
    quarter(0),
    quarter(1),
  ],
  scales: [column(0, (value) => value * 4), column(1, (value) => value / 4096), column(2, (value) => value / 256 + 64)],
};
const targets: Readonly<Record<string, Pick<TrainingData, 'y' | 'task' | 'classCount'>>> = {
  binary: { y: score.map((s) => (s > 200 ? 1 : 0)) },
  multiclass: { y: score.map((s) => (s > -1500 ? 1 : 0) + (s > 2500 ? 1 : 0)), task: 'multiclass', classCount: 3 },
  regression: { y: score.map((s) => s / 512), task: 'regression' },
};

function matrix(columns: readonly Float32Array[]): FeatureMatrix {
  const values = new Float32Array(columns.length * rowCount);
  for (const [f, own] of columns.entries()) values.set(own, f * rowCount);
  return { rowCount, features: featuresNamed(columns.length), values };
}

it.each(reference.fits)('finds the minimum that scikit-learn does: $set, $task, l1 $l1', (expected) => {
  const x = matrix(sets[expected.set]!);
  const task = expected.task as Task;
  const parameters = task !== 'regression' ? { l2: 1 } : { l1: expected.l1, l2: expected.l1 > 0 ? 0 : 1 };
  const fitted = fit(task === 'regression' ? 'linear' : 'logistic', parameters, { x, ...targets[task]! }, { seed: 1 });
  expect(fitted.manifest.facts.converged).toBe(true);
  const { coefficients } = decodeLinear(fitted.manifest, fitted.weights);
  const theirs = expected.coefficients.flat();
  expect(coefficients).toHaveLength(theirs.length);
  // In units of the column: what a coefficient does to a margin.
  for (const [i, value] of theirs.entries())
    expect(Math.abs(coefficients[i]! - value) * expected.spreads[i % x.features.length]!).toBeLessThan(1e-6);
  const predictions = fitted.predict(x);
  const rows = expected.predictions.map((own) => [own].flat());
  for (const [row, own] of rows.entries()) {
    const wanted = task === 'binary' ? own.slice(1) : own;
    for (const [k, value] of wanted.entries())
      expect(Math.abs(predictions[row * wanted.length + k]! - value)).toBeLessThan(1e-6);
  }
});

it.each(['binary', 'multiclass', 'regression'] as const)('weighs rows as it repeats them, %s', (task) => {
  const x = matrix(sets['one-hot']!);
  const { y, ...kind } = targets[task]!;
  const weight = y.map((_, row) => row % 3);
  const rows = [...weight].flatMap((count, row) => Array.from({ length: count }, () => row));
  const values = new Float32Array(rows.length * x.features.length);
  for (const f of x.features.keys())
    for (const [i, row] of rows.entries()) values[f * rows.length + i] = x.values[f * rowCount + row]!;
  const repeated = {
    ...kind,
    x: { ...x, rowCount: rows.length, values },
    y: Float64Array.from(rows, (row) => y[row]!),
  };
  const name = task === 'regression' ? 'linear' : 'logistic';
  const predict = (data: TrainingData): Float64Array => fit(name, { l2: 1 }, data, { seed: 1 }).predict(x);
  const other = predict(repeated);
  for (const [i, value] of predict({ ...kind, x, y, weight }).entries())
    expect(Math.abs(value - other[i]!)).toBeLessThan(1e-9);
});

it.each([0, 1e-6, 1])('separates classes that can be, or says that it did not converge, l2 %d', (l2) => {
  const x = matrix(sets.dense!);
  const y = x.values.slice(0, rowCount).map((value) => (value > 0.5 ? 1 : 0));
  const fitted = fit('logistic', { l2 }, { x, y: Float64Array.from(y) }, { seed: 1 });
  const scores = fitted.predict(x);
  expect(scores.every(Number.isFinite)).toBe(true);
  const wrong = y.filter((label, row) => label !== (scores[row]! > 0.5 ? 1 : 0)).length;
  expect(wrong).toBeLessThan(l2 === 1 ? 100 : 1);
  if (l2 > 0) expect(fitted.manifest.facts.converged).toBe(true);
});
