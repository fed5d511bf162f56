import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feature, Fitted, TrainingData } from '../../estimator.ts';
import { MalformedModel } from '../../malformed-model.ts';
import type { ParameterValues } from '../../parameters.ts';
import { fit } from '../fit.ts';
import { decodeDecisionForest } from '../forest/decode-decision-forest.ts';
import { InvalidData } from '../invalid-data.ts';
import { InvalidParameters } from '../invalid-parameters.ts';
import { loadFitted } from '../load-fitted.ts';
import reference from './growth.reference.json' with { type: 'json' };

const categories: Readonly<Record<string, number>> = { d: 3, e: 30 };
const rowCount = reference.y.length;
const features: readonly Feature[] = Object.keys(reference.columns).map((name) => ({
  name,
  source: name,
  ...(name in categories && { categories: categories[name]! }),
}));
const values = Float32Array.from(Object.values(reference.columns).join(''), (digit) =>
  digit === '.' ? Number.NaN : Number.parseInt(digit, 36),
);
const data: TrainingData = { x: { rowCount, features, values }, y: Float64Array.from(reference.y, Number) };

const oneTree = {
  trees: 1,
  learningRate: 1,
  leaves: 9,
  minRowsInLeaf: 20,
  l2: 1,
  featureFraction: 1,
  categorySmoothing: 10,
};

/** The splits and leaves of the only tree, and its base. */
function treeOf({ weights }: Fitted) {
  const forest = decodeDecisionForest(weights, features.length);
  const splits = Array.from(forest.feature, (feature, split) => {
    const words = forest.setWords.subarray(forest.setStart[split], forest.setStart[split + 1]);
    const set = Array.from({ length: 32 * words.length }, (_, c) => c).filter((c) => (words[c >> 5]! >>> (c & 31)) & 1);
    return {
      feature,
      ...(words.length > 0 ? { set } : { threshold: forest.threshold[split]! }),
      left: forest.left[split]!,
      right: forest.right[split]!,
    };
  });
  return { splits, gain: forest.gain!, leaves: [...forest.leafValue].map((value) => value + forest.base[0]!) };
}

describe('one tree against LightGBM', () => {
  it.each(reference.trees)('$name', ({ parameters, splits, leaves }) => {
    const tree = treeOf(fit('boostedTrees', { ...oneTree, ...(parameters as ParameterValues) }, data, { seed: 1 }));
    expect(tree.splits).toEqual(splits.map(({ gain: _, ...split }) => split));
    // Gradients are rounded to 2,047 levels.
    for (const [leaf, value] of leaves.entries()) expect(Math.abs(tree.leaves[leaf]! - value)).toBeLessThan(0.003);
    for (const [split, { gain }] of splits.entries()) expect(tree.gain[split]! / gain).toBeCloseTo(1, 1);
  });
});

describe('categories', () => {
  const fitted = fit('boostedTrees', { trees: 20, featureFraction: 1 }, data, { seed: 1 });
  const scoreOf = (name: string, value: number, of: Fitted = fitted): number => {
    const row = Float32Array.from(features, (feature, f) => (feature.name === name ? value : values[f * rowCount]!));
    return of.predict({ rowCount: 1, features: of.manifest.features, values: row })[0]!;
  };

  it('score what is no category as missing, in batches, alone and after loading', () => {
    const loaded = loadFitted(fitted.manifest, fitted.weights);
    for (const name of ['d', 'e'])
      for (const of of [fitted, loaded])
        for (const value of [-1, -0.5, 0.5, 2.25, 30, 1000, 1e30, Number.POSITIVE_INFINITY])
          expect(scoreOf(name, value, of)).toBe(scoreOf(name, Number.NaN, of));
    const scores = fitted.predict(data.x);
    for (const r of [0, 1, 500, rowCount - 1]) {
      const row = Float32Array.from(features, (_, f) => values[f * rowCount + r]!);
      expect(loaded.predict({ rowCount: 1, features, values: row })[0]).toBe(scores[r]);
    }
    expect(new Set(Array.from({ length: 30 }, (_, code) => scoreOf('e', code))).size).toBeGreaterThan(1);
  });

  it('explain a row whose category is a fraction as one that misses it', () => {
    const rowWith = (value: number) => {
      const row = Float32Array.from(features, ({ name }, f) => (name === 'e' ? value : values[f * rowCount]!));
      return fitted.explain({ rowCount: 1, features, values: row }, 0);
    };
    expect(rowWith(7.5)).toEqual(rowWith(Number.NaN));
    expect(rowWith(7.5)).not.toEqual(rowWith(7));
  });

  it('fit the same model whatever stands for a missing one', () => {
    const others = [-3, 0.5, 30, 1e30, Number.POSITIVE_INFINITY, Number.NaN];
    const start = 4 * rowCount;
    const changed = values.map((value, at) =>
      at >= start && Number.isNaN(value) ? others[at % others.length]! : value,
    );
    const again = fit(
      'boostedTrees',
      { trees: 20, featureFraction: 1 },
      { ...data, x: { ...data.x, values: changed } },
      { seed: 1 },
    );
    expect(again.weights).toEqual(fitted.weights);
  });

  it('stay what they are in a warm start and in early stopping', () => {
    const half = fit('boostedTrees', { trees: 10, featureFraction: 1 }, data, { seed: 1 });
    const rest = fit('boostedTrees', { trees: 20, featureFraction: 1 }, data, { seed: 1, start: half });
    expect(rest.weights).toEqual(fitted.weights);
    let last = new Float64Array();
    const score = (predictions: Float64Array): number => {
      last = predictions.slice();
      return 1;
    };
    const earlyStopping = { data, patience: 100, score };
    const watched = fit('boostedTrees', { trees: 20, featureFraction: 1 }, data, { seed: 1, earlyStopping });
    expect(watched.manifest.facts.trees).toBe(1);
    const all = fitted.predict(data.x);
    for (const r of [0, 7, rowCount - 1]) expect(last[r]).toBeCloseTo(all[r]!, 12);
  });

  it('name no code, so that renaming them changes no score', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 30 }, (_, c) => c),
          { minLength: 30 },
        ),
        (codes) => {
          const start = 4 * rowCount;
          const renamed = values.map((value, at) => (at >= start ? (codes[value] ?? Number.NaN) : value));
          // Equal means and counts are told apart by code: no two categories here have both.
          const x = { ...data.x, values: renamed };
          const again = fit('boostedTrees', { trees: 1, featureFraction: 1 }, { ...data, x }, { seed: 1 });
          const first = fit('boostedTrees', { trees: 1, featureFraction: 1 }, data, { seed: 1 });
          expect(again.predict(x)).toEqual(first.predict(data.x));
        },
      ),
      { numRuns: 5 },
    );
  });

  it('beyond 255 keep the most frequent', () => {
    const n = 20_000;
    // Codes 0 to 399; those below 200 are nine times as frequent, and half of these are positive.
    const codes = Float32Array.from({ length: n }, (_, r) => (r % 10 === 0 ? 200 + ((r / 10) % 200) : r % 200));
    const x = { rowCount: n, features: [{ name: 'a', source: 'a', categories: 400 }], values: codes };
    const y = Float64Array.from(codes, (code) => (code < 200 && code % 4 < 2 ? 1 : 0));
    const parameters = {
      trees: 30,
      learningRate: 0.3,
      minRowsPerCategory: 10,
      categorySmoothing: 1,
      categoryL2: 0,
      l2: 0,
    };
    const scores = fit('boostedTrees', parameters, { x, y }, { seed: 1 }).predict(x);
    expect(codes.every((code, r) => code >= 200 || scores[r]! > 0.5 === (y[r] === 1))).toBe(true);
  });

  it('refuses counts of categories that are none, other codes than those fitted, and families that take numbers only', () => {
    const withCount = (count: number): TrainingData => ({
      ...data,
      x: { ...data.x, features: features.map((feature) => ({ ...feature, categories: count })) },
    });
    for (const count of [0, -1, 1.5, 65_536, Number.NaN])
      expect(() => fit('boostedTrees', {}, withCount(count), { seed: 1 })).toThrow(InvalidData);
    expect(() => fitted.predict(withCount(31).x)).toThrow(/categories of feature a: expected none, came 31/);
    expect(() => fit('logistic', {}, data, { seed: 1 })).toThrow(/feature d: expected numbers for logistic/);
    expect(fit('majority', {}, data, { seed: 1 }).predict(data.x)).toHaveLength(rowCount);
    const manifest = { ...fitted.manifest, features: withCount(0.5).x.features };
    expect(() => loadFitted(manifest, fitted.weights)).toThrow(MalformedModel);
  });
});

describe('constraints on features', () => {
  it.each<[string, ParameterValues, RegExp]>([
    ['a monotone name', { monotone: { x: 1 } }, /monotone: expected names of features, came x/],
    ['a monotone category', { monotone: { d: 1 } }, /monotone: expected numeric features, came d/],
    ['a group', { interactions: [['a', 'x']] }, /interactions: expected names of features, came x/],
  ])('refuse %s that is none', (_, parameters, message) => {
    const train = (): unknown => fit('boostedTrees', parameters, data, { seed: 1 });
    expect(train).toThrow(InvalidParameters);
    expect(train).toThrow(message);
  });

  it('hold for a whole model, wherever the columns stand', () => {
    const order = [4, 2, 0, 3, 1];
    const shuffled = {
      rowCount,
      features: order.map((f) => features[f]!),
      values: Float32Array.from({ length: 5 * rowCount }, (_, at) => {
        const f = order[Math.floor(at / rowCount)]!;
        return values[f * rowCount + (at % rowCount)]!;
      }),
    };
    const parameters = { trees: 30, monotone: { a: 1 as const, c: -1 as const }, minRowsInLeaf: 2, l2: 0 };
    const model = fit('boostedTrees', parameters, { ...data, x: shuffled }, { seed: 1 });
    expect(model.weights).toEqual(fit('boostedTrees', parameters, data, { seed: 1 }).weights);
    for (const [f, direction] of [
      [0, 1],
      [2, -1],
    ] as const)
      for (let r = 0; r < 50; r++) {
        const grid = Float32Array.from({ length: 50 }, (_, at) =>
          Math.floor(at / 10) === f ? 1 + (at % 10) : values[Math.floor(at / 10) * rowCount + r]!,
        );
        const scores = [...model.predict({ rowCount: 10, features, values: grid })].map((score) => direction * score);
        expect(scores).toEqual(scores.toSorted((p, q) => p - q));
      }
  });
});
