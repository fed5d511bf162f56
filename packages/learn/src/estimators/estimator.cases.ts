import { randomStream } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import type { EstimatorName, FeatureMatrix, Fitted, Task, TrainingData } from '../estimator.ts';
import type { Link } from '../link.ts';
import { MalformedModel } from '../malformed-model.ts';
import { invalidValues, type ParameterValues } from '../parameters.ts';
import { Cancelled } from './cancelled.ts';
import { fit } from './fit.ts';
import { InvalidData } from './invalid-data.ts';
import { InvalidParameters } from './invalid-parameters.ts';
import { loadFitted } from './load-fitted.ts';
import { estimators } from './registry.ts';
import { columnsOf, featuresNamed, rowsOf, syntheticData } from './synthetic-data.cases.ts';

/** What a family declares about itself; the suite holds it to it. */
export interface EstimatorTraits {
  /** Parameters that make small fits quick and non-trivial. */
  readonly parameters: ParameterValues;
  /** `any` numbers, or exactly one feature: of 0 and 1, or the number of a period. */
  readonly features: 'any' | 'oneBinary' | 'onePeriod';
  readonly allowsMissing: boolean;
  readonly allowsInfinity: boolean;
  /** A row of weight k equals k rows, to 1e-9; or why not, for all tasks or for some. */
  readonly weightsEqualRepetition: true | string | Readonly<Partial<Record<Task, string>>>;
  /** Whether 100,000 columns of 50 rows can be fitted; or why not. */
  readonly fitsManyColumns: true | string;
  /** It learns from rows that it draws: shares of its training rows are met to a twentieth only. */
  readonly drawsRows?: boolean;
}

/** Checks that every estimator passes for each of its tasks; an estimator's own test calls it with its traits. */
export function estimatorCases(name: EstimatorName, traits: EstimatorTraits): void {
  for (const task of estimators[name].tasks) taskCases(name, task, traits);
}

function taskCases(name: EstimatorName, task: Task, traits: EstimatorTraits): void {
  const isAny = traits.features === 'any';
  const data = dataFor(task, traits, 300, 11);
  const outputs = task === 'multiclass' ? classCount : 1;
  const fitted = (of: TrainingData = data, seed = 5): Fitted => fit(name, traits.parameters, of, { seed });
  const model = fitted();

  describe(`${name} ${JSON.stringify(traits.parameters)} as an estimator, ${task}`, () => {
    it('gives the same bytes for the same seed, and leaves its input alone', () => {
      const before = { values: data.x.values.slice(), y: data.y.slice() };
      expect(fitted().weights).toEqual(model.weights);
      expect(fitted().manifest).toEqual(model.manifest);
      expect(data.x.values).toEqual(before.values);
      expect(data.y).toEqual(before.y);
    });

    it('says what it predicts, and predicts it', () => {
      expect([model.task, model.outputs]).toEqual([task, outputs]);
      expectPredictions(model.predict(data.x), 300);
    });

    it('refuses other tasks, and counts of classes that are none', () => {
      for (const other of ['binary', 'regression', 'multiclass', 'ranking'] as Task[])
        if (!estimators[name].tasks.includes(other)) {
          const { classCount: _, ...plain } = data;
          expect(() => fitted({ ...plain, task: other })).toThrow(InvalidData);
          expect(() => loadFitted({ ...model.manifest, task: other }, model.weights)).toThrow(MalformedModel);
        }
      for (const count of task === 'multiclass' ? [1, 2.5, Number.NaN, 2] : [2])
        expect(() => fitted({ ...data, classCount: count })).toThrow(InvalidData);
    });

    it('does not see the order of columns, in fitting or predicting', () => {
      const reversed = columnsOf(data.x, [...data.x.features.keys()].reverse());
      expect(fitted({ ...data, x: reversed }).weights).toEqual(model.weights);
      expect(model.predict(reversed)).toEqual(model.predict(data.x));
      const last = outputs - 1;
      const contributions = [...model.explain(reversed, 3, last).contributions].reverse();
      expect(contributions).toEqual([...model.explain(data.x, 3, last).contributions]);
    });

    it('ignores further columns and refuses a missing one', () => {
      const more = withColumn(data.x, 'zzz', () => 1);
      expect(model.predict(more)).toEqual(model.predict(data.x));
      expect([...model.explain(more, 0).contributions].at(-1)).toBe(0);
      expect(() => model.predict(columnsOf(data.x, [...data.x.features.keys()].slice(1)))).toThrow(InvalidData);
    });

    it('treats weights as repetition, or says why not', () => {
      const random = randomStream(3);
      const weight = data.y.map(() => random.integer(4));
      const repeated = rowsOf(
        data,
        [...weight].flatMap((count, row) => Array.from({ length: count }, () => row)),
      );
      const weighted = fitted({ ...data, weight }).predict(data.x);
      const difference = largestDifference(weighted, fitted(repeated).predict(data.x));
      const { weightsEqualRepetition: trait } = traits;
      const isEqual = typeof trait === 'object' ? (trait[task] ?? true) : trait;
      if (isEqual === true) expect(difference).toBeLessThan(1e-9);
      else {
        expect(isEqual).not.toBe('');
        expect(largestDifference(weighted, model.predict(data.x))).toBeGreaterThan(0);
      }
    });

    it('ignores rows of weight 0 as targets', () => {
      const weight = data.y.map((_, row) => (row < 150 ? 1 : 0));
      const flipped = data.y.map((label, row) => (row < 150 ? label : otherTarget(label)));
      expect(fitted({ ...data, y: flipped, weight }).weights).toEqual(fitted({ ...data, weight }).weights);
    });

    it('fits one row', () => {
      expectPredictions(fitted(rowsOf(data, [0])).predict(data.x), 300);
    });

    it('fits one class, one number, or one relevance', () => {
      for (const label of task === 'multiclass' ? [0, 1, 2] : [0, 1]) {
        const scores = fitted({ ...data, y: data.y.map(() => label) }).predict(data.x);
        if (task === 'ranking') {
          expectAlike(scores);
          continue;
        }
        const expected = (i: number): number => (task === 'multiclass' ? (i % outputs === label ? 1 : 0) : label);
        expect(scores.every((p, i) => Math.abs(p - expected(i)) < 0.01)).toBe(true);
      }
    });

    it('scores all rows alike where every column is constant', () => {
      const values = data.x.values.map(() => 1);
      const constant = { ...data, x: { ...data.x, values } };
      expectAlike(fitted(constant).predict(constant.x));
    });

    it('handles or refuses missing values, as declared', () => {
      const values = data.x.values.map(() => Number.NaN);
      const missing = { ...data, x: { ...data.x, values } };
      if (!traits.allowsMissing) {
        expect(() => fitted(missing)).toThrow(InvalidData);
        expect(() => model.predict(missing.x)).toThrow(InvalidData);
        return;
      }
      const scores = fitted(missing).predict(missing.x);
      expectAlike(scores);
      if (task === 'binary' && name !== 'mostFrequent')
        expect(scores[0]).toBeCloseTo(data.y.reduce((sum, label) => sum + label, 0) / 300, traits.drawsRows ? 1 : 2);
    });

    it.runIf(isAny)('handles extreme values', () => {
      const values = data.x.values.map((value, i) => (i % 7 === 0 ? 1e30 : i % 11 === 0 ? -1e30 : value));
      const x = { ...data.x, values };
      expect(
        fitted({ ...data, x })
          .predict(x)
          .every(Number.isFinite),
      ).toBe(true);
    });

    it('handles or refuses infinities, as declared', () => {
      const values = data.x.values.map((value, i) =>
        i === 5 ? Number.POSITIVE_INFINITY : i === 6 ? Number.NEGATIVE_INFINITY : value,
      );
      const x = { ...data.x, values };
      if (traits.allowsInfinity)
        expect(
          fitted({ ...data, x })
            .predict(x)
            .every(Number.isFinite),
        ).toBe(true);
      else expect(() => fitted({ ...data, x })).toThrow(InvalidData);
    });

    it.runIf(isAny)('fits one column', () => {
      const one = fitted({ ...data, x: columnsOf(data.x, [0]) });
      expect(one.predict(data.x).every(Number.isFinite)).toBe(true);
    });

    it('fits, or refuses, 1,000 columns of 50 rows', () => {
      const wide = wideData(1000);
      if (isAny) expectPredictions(fitted(wide).predict(wide.x), 50);
      else expect(() => fitted(wide)).toThrow(InvalidData);
    });

    it('fits 100,000 columns of 50 rows, or says why not', { timeout: 60_000 }, () => {
      if (traits.fitsManyColumns !== true) {
        expect(traits.fitsManyColumns).not.toBe('');
        return;
      }
      const wide = wideData(100_000);
      expectPredictions(fitted(wide).predict(wide.x), 50);
    });

    it('stops when its signal is aborted', () => {
      expect(() => fit(name, traits.parameters, data, { seed: 1, signal: { aborted: true } })).toThrow(Cancelled);
    });

    it('reports progress up to its end', () => {
      const seen: number[] = [];
      fit(name, traits.parameters, data, { seed: 1, progress: (done, total) => seen.push(done / total) });
      expect(seen.at(-1)).toBe(1);
    });

    it('comes back from its manifest and weights with the same bytes and scores', () => {
      const manifest = JSON.parse(JSON.stringify(model.manifest));
      const back = loadFitted(manifest, model.weights);
      expect(back.weights).toEqual(model.weights);
      expect(back.manifest).toEqual(model.manifest);
      expect(back.predict(data.x)).toEqual(model.predict(data.x));
      expect([back.task, back.outputs]).toEqual([task, outputs]);
      expect(back.explain(data.x, 7, outputs - 1)).toEqual(model.explain(data.x, 7, outputs - 1));
    });

    it('refuses truncated and overlong weights and manifests that are not its own', () => {
      const { manifest, weights } = model;
      for (let length = 0; length < weights.length; length += Math.max(1, Math.floor(weights.length / 200)))
        expect(() => loadFitted(manifest, weights.subarray(0, length))).toThrow(MalformedModel);
      expect(() => loadFitted(manifest, Uint8Array.from([...weights, 0]))).toThrow(MalformedModel);
      const damaged: unknown[] = [
        null,
        { ...manifest, estimator: 'toString' },
        { ...manifest, features: [{ name: 'x' }] },
        { ...manifest, features: [...manifest.features, ...manifest.features] },
        { ...manifest, parameters: { ...manifest.parameters, nonsense: 1 } },
        { ...manifest, facts: null },
        { ...manifest, task: 'clustering' },
        { ...manifest, classCount: 1 },
      ];
      for (const other of damaged) expect(() => loadFitted(other as typeof manifest, weights)).toThrow(MalformedModel);
    });

    it('refuses every parameter outside its constraints', () => {
      const refused = (parameters: ParameterValues): void =>
        expect(() => fit(name, parameters, data, { seed: 1 })).toThrow(InvalidParameters);
      refused({ nonsense: 1 });
      for (const [parameter, constraint] of Object.entries(estimators[name].parameters))
        for (const value of invalidValues(constraint)) refused({ ...traits.parameters, [parameter]: value });
    });

    it('searches only values that it accepts', () => {
      for (const [parameter, constraint] of Object.entries(estimators[name].parameters))
        for (const value of constraint.search ?? [])
          expect(() => fit(name, { ...traits.parameters, [parameter]: value }, data, { seed: 1 })).not.toThrow();
    });

    it('refuses targets and weights that are none', () => {
      for (const none of task === 'regression'
        ? [Number.NaN, Number.NEGATIVE_INFINITY, 1e101]
        : [task === 'ranking' ? 31 : classCount, -1, 0.5]) {
        const y = data.y.map((label, row) => (row === 4 ? none : label));
        expect(() => fitted({ ...data, y })).toThrow(InvalidData);
      }
      for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => fitted({ ...data, weight: data.y.map((_, row) => (row === 4 ? bad : 1)) })).toThrow(InvalidData);
      expect(() => fitted({ ...data, weight: data.y.map(() => 0) })).toThrow(InvalidData);
      expect(() => fitted(rowsOf(data, []))).toThrow(InvalidData);
      const queries = data.query ?? new Int32Array(300);
      const { query: _, ...without } = data;
      for (const bad of task === 'ranking' ? [queries.subarray(1), queries.with(4, queries[299]!)] : [queries])
        expect(() => fitted({ ...data, query: bad })).toThrow(InvalidData);
      if (task === 'ranking') expect(() => fitted(without)).toThrow(InvalidData);
      const twice = { ...data.x, features: data.x.features.map(() => ({ name: 'same', source: 's' })) };
      if (isAny) expect(() => fitted({ ...data, x: twice })).toThrow(InvalidData);
    });

    it('scores a batch as its single rows, to the last bit', () => {
      const single = Array.from({ length: 300 }, (_, row) => [...model.predict(rowsOf(data, [row]).x)]).flat();
      expect([...model.predict(data.x)]).toEqual(single);
    });

    it('explains the margin of every output: base and contributions sum to it', () => {
      const scores = model.predict(data.x);
      for (let row = 0; row < 300; row += 13) {
        const margins = Array.from({ length: outputs }, (_, output) => {
          const { base, contributions, margin } = model.explain(data.x, row, output);
          const sum = contributions.reduce((total, value) => total + value, base);
          expect(Math.abs(sum - margin)).toBeLessThan(1e-9 * Math.max(1, Math.abs(margin)));
          return margin;
        });
        expect(model.explain(data.x, row)).toEqual(model.explain(data.x, row, 0));
        const answer = [...scores.subarray(row * outputs, (row + 1) * outputs)];
        for (const [output, value] of answerOf(model.link, margins).entries())
          expect(answer[output]).toBeCloseTo(value, 12);
      }
      expect(() => model.explain(data.x, 300)).toThrow(InvalidData);
      for (const output of [-1, outputs, 0.5]) expect(() => model.explain(data.x, 0, output)).toThrow(InvalidData);
    });
  });

  function expectPredictions(scores: Float64Array, rowCount: number): void {
    expect(scores).toHaveLength(rowCount * outputs);
    expect(scores.every(Number.isFinite)).toBe(true);
    if (task === 'regression' || task === 'ranking') return;
    expect(scores.every((p) => p >= 0 && p <= 1)).toBe(true);
    for (let at = 0; at < scores.length && task === 'multiclass'; at += outputs)
      expect(scores.subarray(at, at + outputs).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  }

  function expectAlike(scores: Float64Array): void {
    for (let output = 0; output < outputs; output++)
      expect(new Set(scores.filter((_, i) => i % outputs === output)).size).toBe(1);
  }

  function otherTarget(target: number): number {
    if (task === 'regression') return target + 5;
    return task === 'binary' ? 1 - target : (target + 1) % (task === 'ranking' ? 3 : classCount);
  }

  function wideData(columns: number): TrainingData {
    const random = randomStream(8);
    const values = new Float32Array(50 * columns).map(() => random.normal());
    return { ...dataFor(task, traits, 50, 4), x: { rowCount: 50, features: featuresNamed(columns), values } };
  }
}

/** Classes of multiclass data; the last has no row. */
const classCount = 4;

/** What a model must answer to its margins. */
function answerOf(link: Link, margins: readonly number[]): readonly number[] {
  if (link === 'identity') return margins;
  if (link === 'logistic') return margins.map((margin) => 1 / (1 + Math.exp(-margin)));
  if (link === 'exponential') return margins.map(Math.exp);
  const shares = margins.map((margin) => Math.exp(margin - Math.max(...margins)));
  return shares.map((share) => share / shares.reduce((sum, other) => sum + other, 0));
}

function dataFor(task: Task, traits: EstimatorTraits, rowCount: number, seed: number): TrainingData {
  const binary = syntheticData(rowCount, seed, traits.allowsMissing ? 0.1 : 0);
  const x = featuresFor(traits, binary.x);
  if (task === 'binary') return { ...binary, x };
  const random = randomStream(seed);
  const at = (f: number, row: number): number => binary.x.values[f * rowCount + row] || 0;
  if (task === 'regression') {
    const y = binary.y.map((label, row) => 10 + 2 * label + 1.5 * at(0, row) - at(1, row) + 0.3 * random.normal());
    return { x, y, task };
  }
  const y = binary.y.map((label, row) => (at(1, row) + 0.5 * random.normal() > 0.7 ? 2 : label));
  // Relevances 0 to 2 of five answers to each query.
  if (task === 'ranking') return { x, y, task, query: Int32Array.from(y, (_, row) => Math.floor(row / 5)) };
  return { x, y, task, classCount };
}

function featuresFor({ features }: EstimatorTraits, x: FeatureMatrix): FeatureMatrix {
  if (features === 'any') return x;
  const one = columnsOf(x, [0]);
  const oneOf = (value: number, row: number): number => (features === 'onePeriod' ? row + 3 : value > 0 ? 1 : 0);
  return { ...one, values: one.values.map((value, row) => (Number.isNaN(value) ? value : oneOf(value, row))) };
}

function withColumn(x: FeatureMatrix, name: string, at: (row: number) => number): FeatureMatrix {
  const column = Float32Array.from({ length: x.rowCount }, (_, row) => at(row));
  return {
    rowCount: x.rowCount,
    features: [...x.features, { name, source: name }],
    values: Float32Array.from([...x.values, ...column]),
  };
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
