import { log, log1p } from '@tend/kernels';
import { describe, expect, it } from 'vitest';
import { MalformedModel } from '../../malformed-model.ts';
import { Cancelled } from '../cancelled.ts';
import { estimatorCases } from '../estimator.cases.ts';
import { fit } from '../fit.ts';
import { splitBytes, treeBytes } from '../forest/encode-decision-forest.ts';
import { loadFitted } from '../load-fitted.ts';
import { syntheticData } from '../synthetic-data.cases.ts';
import reference from './boosted-trees.reference.json' with { type: 'json' };

estimatorCases('boostedTrees', {
  parameters: { trees: 20, learningRate: 0.2, minRowsInLeaf: 5 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: 'gradients are rounded by a hash of the row number, and bins are cut by row counts',
  fitsManyColumns: true,
});

describe('boosted trees against LightGBM on the same rows', () => {
  // LightGBM with five bins fewer deviates from itself by `aucDeviationAgainstItself` (about 0.003) a data set: that is the
  // noise of bin bounds and rounding. One set may be off by four times that, the mean of twelve by a quarter of it.
  const noise = reference.aucDeviationAgainstItself;
  const aucs: number[] = [];
  const losses: number[] = [];

  it.each(reference.sets)('$name', (set) => {
    const train = syntheticData(set.trainRows, set.trainSeed, set.missingShare);
    const test = syntheticData(set.testRows, set.testSeed, set.missingShare);
    expect(test.y.reduce((sum, label) => sum + label, 0)).toBe(set.testPositives);
    const scores = fit('boostedTrees', set.parameters, train, { seed: 1 }).predict(test.x);
    aucs.push(rocAuc(scores, test.y) - set.rocAuc);
    losses.push(logLoss(scores, test.y) - set.logLoss);
    expect(Math.abs(aucs.at(-1)!)).toBeLessThan(4 * noise);
    expect(Math.abs(losses.at(-1)!)).toBeLessThan(4 * noise);
  });

  it('no worse and no better on average', () => {
    expect(aucs).toHaveLength(12);
    for (const differences of [aucs, losses])
      expect(Math.abs(differences.reduce((sum, value) => sum + value, 0) / 12)).toBeLessThan(0.75 * noise);
  });
});

describe('weights of boosted trees', () => {
  const data = syntheticData(200, 4, 0.1);
  const { manifest, weights } = fit('boostedTrees', { trees: 3, leaves: 4, featureFraction: 1 }, data, { seed: 1 });
  // Magic, float32, features; one base; trees; splits: see encodeDecisionForest.
  const trees = 21;
  const splits = trees + 4 + 3 * treeBytes;
  const firstSplit = splits + 4;
  const load = (change: (view: DataView) => void): void => {
    const bytes = weights.slice();
    change(new DataView(bytes.buffer));
    loadFitted(manifest, bytes);
  };
  const splitCount = new DataView(weights.buffer).getUint32(splits, true);
  const leaves = firstSplit + splitCount * splitBytes + 4;
  const firstLeaf = leaves + 4;

  it('load unchanged', () => expect(() => load(() => {})).not.toThrow());

  it.each<[string, (view: DataView) => void]>([
    ['another magic', (view) => view.setUint32(0, 1, true)],
    ['sums of float32', (view) => view.setUint8(4, 1)],
    ['another feature count', (view) => view.setUint32(5, 11, true)],
    ['no base', (view) => view.setUint32(9, 0, true)],
    ['a base that is no number', (view) => view.setFloat64(13, Number.NaN, true)],
    ['a billion trees', (view) => view.setUint32(trees, 1e9, true)],
    ['a tree too many', (view) => view.setUint32(trees, 4, true)],
    ['a tree of another output', (view) => view.setUint32(trees + 8, 1, true)],
    ['a billion splits', (view) => view.setUint32(splits, 1e9, true)],
    ['a feature beyond the last', (view) => view.setUint32(firstSplit, 10, true)],
    ['a NaN threshold', (view) => view.setFloat64(firstSplit + 4, Number.NaN, true)],
    ['a rule that is none', (view) => view.setUint8(firstSplit + 12, 16)],
    ['words of a set that has none', (view) => view.setUint32(firstSplit + 13, 1, true)],
    ['a child beyond the splits', (view) => view.setInt32(firstSplit + 17, splitCount, true)],
    ['a child beyond the leaves', (view) => view.setInt32(firstSplit + 17, ~1e6, true)],
    ['a root that is its own child', (view) => view.setInt32(firstSplit + 17, 0, true)],
    ['a child before its parent', (view) => view.setInt32(firstSplit + splitBytes + 17, 1, true)],
    ['both children the same', (view) => view.setInt32(firstSplit + 17, view.getInt32(firstSplit + 21, true), true)],
    ['a billion leaves', (view) => view.setUint32(leaves, 1e9, true)],
    ['an infinite leaf', (view) => view.setFloat64(firstLeaf, Number.POSITIVE_INFINITY, true)],
    ['a leaf without rows', (view) => view.setFloat64(firstLeaf + 8, 0, true)],
  ])('are refused with %s', (_, change) => {
    expect(() => load(change)).toThrow(MalformedModel);
  });

  it('never load into something that scores without a number, whatever byte changed', () => {
    let refused = 0;
    for (let at = 0; at < weights.length; at++) {
      const bytes = weights.slice();
      bytes[at] = bytes[at]! ^ 0x95;
      try {
        const scores = loadFitted(manifest, bytes).predict(data.x);
        expect(scores.every((p) => p >= 0 && p <= 1)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedModel);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
  });
});

describe('boosted trees', () => {
  const data = syntheticData(600, 9, 0.2);

  it('use no feature outside the fraction drawn, and no more leaves and depth than allowed', () => {
    const parameters = { trees: 40, leaves: 6, maxDepth: 2, featureFraction: 0.1, rowFraction: 0.5, minRowsInLeaf: 10 };
    const { facts } = fit('boostedTrees', parameters, data, { seed: 2 }).manifest;
    // Depth 2 allows four leaves.
    expect(Number(facts.leaves)).toBeLessThanOrEqual(4 * Number(facts.trees));
    expect(Number(facts.trees)).toBeGreaterThan(0);
  });

  it('stop between two trees', () => {
    const signal = { aborted: false };
    const progress = (done: number): void => {
      expect(done).toBeLessThanOrEqual(3);
      signal.aborted = done === 3;
    };
    expect(() => fit('boostedTrees', {}, data, { seed: 1, signal, progress })).toThrow(Cancelled);
  });

  it('depend on the seed where rows, features or rounding are drawn', () => {
    const bytes = (seed: number): Uint8Array =>
      fit('boostedTrees', { trees: 5, rowFraction: 0.5 }, data, { seed }).weights;
    expect(bytes(1)).not.toEqual(bytes(2));
  });

  it('find a threshold from a sample of many rows', () => {
    const n = 210_000;
    const values = Float32Array.from({ length: n }, (_, row) => ((row * 7919) % n) / n);
    const x = { rowCount: n, features: [{ name: 'a', source: 'a' }], values };
    const y = Float64Array.from(values, (value) => (value > 0.3 ? 1 : 0));
    const scores = fit('boostedTrees', { trees: 1, learningRate: 1 }, { x, y }, { seed: 1 }).predict(x);
    const wrong = scores.reduce((count, p, row) => count + (p > 0.5 === (y[row] === 1) ? 0 : 1), 0);
    expect(wrong / n).toBeLessThan(2 / 255);
  });

  it('separate missing from present values', () => {
    const n = 200;
    const values = Float32Array.from({ length: n }, (_, row) => (row % 2 === 0 ? Number.NaN : (row % 10) / 10));
    const x = { rowCount: n, features: [{ name: 'a', source: 'a' }], values };
    const y = Float64Array.from({ length: n }, (_, row) => (row % 2 === 0 ? 1 : 0));
    const scores = fit('boostedTrees', { trees: 50, learningRate: 0.3, l2: 0 }, { x, y }, { seed: 1 }).predict(x);
    expect(scores.every((p, row) => (row % 2 === 0 ? p > 0.99 : p < 0.01))).toBe(true);
  });
});

function logLoss(scores: Float64Array, y: Float64Array): number {
  return -scores.reduce((sum, p, row) => sum + (y[row] === 1 ? log(p) : log1p(-p)), 0) / scores.length;
}

/** Share of (positive, negative) pairs in the right order; equal scores count half. */
function rocAuc(scores: Float64Array, y: Float64Array): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  let negatives = 0;
  let pairs = 0;
  for (let i = 0; i < order.length; ) {
    let end = i;
    let tiedNegatives = 0;
    for (; end < order.length && scores[order[end]!] === scores[order[i]!]; end++) tiedNegatives += 1 - y[order[end]!]!;
    pairs += (end - i - tiedNegatives) * (negatives + tiedNegatives / 2);
    negatives += tiedNegatives;
    i = end;
  }
  return pairs / ((order.length - negatives) * negatives);
}
