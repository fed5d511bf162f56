import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { soloTeam } from '../threads/team.ts';
import { quantisation } from './gradient-kernel.ts';
import { type GrownTree, growTree } from './grow-tree.ts';
import type { GrowthLimits } from './growth-limits.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { treeLayout } from './tree-layout.ts';
import { allocateTreeMemory, type KernelKind, treeKernels } from './tree-memory.ts';

const rowCount = 1500;
const featureCount = 6;
const binCount = 13;
const steps = quantisation(rowCount, 1);
const all = Int32Array.from({ length: featureCount }, (_, f) => f);
const limits: GrowthLimits = {
  leaves: 12,
  maxDepth: 64,
  minRowsInLeaf: 20,
  minHessianInLeaf: 0,
  l2: 1,
  minGain: 0,
  minRowsPerCategory: 20,
};

/** A tree, and the bins and the gradients that it was grown on. */
interface Sample {
  readonly kernels: TreeKernels;
  readonly tree: GrownTree;
  /** bins[f][r] */
  readonly bins: readonly Uint8Array[];
  readonly g: Float64Array;
  readonly h: Float64Array;
}

/** Grows one tree on random rows, features 4 and 5 categorical; bin 0 is missing. `share` of the rows have gradients. */
function grow(
  seed: number,
  change: Partial<GrowthLimits> = {},
  kind: KernelKind = 'compiled',
  features = all,
  share = 1,
): Sample {
  const random = randomStream(seed);
  const places = Array.from({ length: featureCount }, (_, column) => ({
    column,
    binCount,
    ...(column > 3 && { isCategorical: true as const }),
  }));
  const layout = treeLayout({ rowCount, places, leafCount: limits.leaves });
  const kernels = treeKernels(allocateTreeMemory(layout, kind), layout);
  const bins = places.map(() => new Uint8Array(rowCount).map(() => random.integer(binCount)));
  for (const [f, column] of bins.entries())
    kernels.binColumn(
      f,
      Float32Array.from(column, (bin) => bin || Number.NaN),
      Float32Array.from({ length: binCount - 2 }, (_, i) => i + 1.5),
      0,
    );
  kernels.packRows();
  const effects = places.map(() => Float64Array.from({ length: binCount }, () => random.normal()));
  new Float32Array(kernels.memory, layout.weights, rowCount).fill(1);
  new Uint8Array(kernels.memory, layout.labels, rowCount).set(
    Array.from({ length: rowCount }, (_, r) => {
      const effect = (f: number): number => effects[f]![bins[f]![r]!]!;
      return effect(0) * effect(4) + effect(1) - effect(2) + effect(5) + random.normal() > 0 ? 1 : 0;
    }),
  );
  kernels.gradients(seed, share * 2 ** 32, steps.levels);
  const records = new Int32Array(kernels.memory, layout.records[0], 2 * rowCount).slice();
  const tree = growTree(kernels, soloTeam, features, { ...limits, ...change }, steps, seed)!;
  return {
    kernels,
    tree,
    bins,
    g: Float64Array.from({ length: rowCount }, (_, r) => (records[2 * r]! >> 16) * steps.gradientStep),
    h: Float64Array.from({ length: rowCount }, (_, r) => (records[2 * r]! & 0xffff) * steps.hessianStep),
  };
}

function goesLeft(tree: GrownTree, node: number, bin: number): boolean {
  const leftBins = tree.leftBins[node];
  if (leftBins !== undefined) return leftBins.includes(bin);
  return bin === 0 ? tree.missingLeft[node] === 1 : bin <= tree.bin[node]!;
}

/** The splits from the root to the leaf of a row, then ~leaf. */
function pathOf(tree: GrownTree, bins: readonly number[]): readonly number[] {
  const path = [0];
  for (let node = 0; node >= 0; ) {
    node = (goesLeft(tree, node, bins[tree.feature[node]!]!) ? tree.left : tree.right)[node]!;
    path.push(node);
  }
  return path;
}

const rowOf = ({ bins }: Sample, r: number): readonly number[] => bins.map((column) => column[r]!);

/** Sums of all nodes on the ways of all rows, by node. */
function nodeSums(sample: Sample): Map<number, { g: number; h: number; rows: number[] }> {
  const sums = new Map<number, { g: number; h: number; rows: number[] }>();
  for (let r = 0; r < rowCount; r++)
    for (const node of pathOf(sample.tree, rowOf(sample, r))) {
      const sum = sums.get(node) ?? { g: 0, h: 0, rows: [] };
      sums.set(node, { g: sum.g + sample.g[r]!, h: sum.h + sample.h[r]!, rows: [...sum.rows, r] });
    }
  return sums;
}

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const twenty = { numRuns: 20 };

describe('growTree with categories', () => {
  it('sends each row where the sets of bins say, and tells the gain of every split', () => {
    let sets = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const sample = grow(seed);
        const { tree } = sample;
        const sums = nodeSums(sample);
        for (const [leaf, { rows, count }] of tree.leaves.entries()) {
          expect(rows).toBe(sums.get(~leaf)!.rows.length);
          expect(count).toBe(rows);
        }
        for (const [node, gain] of tree.gain.entries()) {
          const l2 = tree.leftBins[node] === undefined ? 1 : 11;
          const score = (of: number, penalty: number): number => sums.get(of)!.g ** 2 / (sums.get(of)!.h + penalty);
          const expected = score(tree.left[node]!, l2) + score(tree.right[node]!, l2) - score(node, 1);
          expect(gain).toBeCloseTo(expected, 8);
          sets += tree.leftBins[node] === undefined ? 0 : 1;
        }
      }),
      twenty,
    );
    expect(sets).toBeGreaterThan(20);
  });

  it('learns from the sampled rows alone, and sends the others along', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.2, 0.6), (seed, share) => {
        const sample = grow(seed, {}, 'compiled', all, share);
        expect(grow(seed, {}, 'plain', all, share).tree).toEqual(sample.tree);
        const { kernels, tree, g, h } = sample;
        const sums = nodeSums(sample);
        for (const [leaf, { side, begin, count, restBegin, restCount, rows }] of tree.leaves.entries()) {
          const records = new Int32Array(kernels.memory, kernels.layout.records[side], 2 * rowCount);
          const rowsAt = (first: number, length: number): number[] =>
            Array.from({ length }, (_, i) => records[2 * (first + i) + 1]!).sort((a, b) => a - b);
          const [sampled, rest] = [rowsAt(begin, count), rowsAt(restBegin, restCount)];
          const expected = sums.get(~leaf)!.rows;
          expect(sampled).toEqual(expected.filter((r) => g[r] !== 0 || h[r] !== 0));
          expect(rest).toEqual(expected.filter((r) => g[r] === 0 && h[r] === 0));
          expect(rows).toBe(expected.length);
        }
        const outside = tree.leaves.reduce((sum, { restCount }) => sum + restCount, 0);
        expect(Math.abs(outside / rowCount - (1 - share))).toBeLessThan(0.1);
        for (const [node, gain] of tree.gain.entries()) {
          const l2 = tree.leftBins[node] === undefined ? 1 : 11;
          const score = (of: number, penalty: number): number => sums.get(of)!.g ** 2 / (sums.get(of)!.h + penalty);
          expect(gain).toBeCloseTo(score(tree.left[node]!, l2) + score(tree.right[node]!, l2) - score(node, 1), 8);
        }
      }),
      twenty,
    );
  });

  it('grows the same tree by kernels in TypeScript', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const change of [{}, { l1: 0.5, pathSmoothing: 5, monotone: [1, 0, -1, 0, 0, 0] }])
          expect(grow(seed, change, 'plain').tree).toEqual(grow(seed, change).tree);
      }),
      { numRuns: 5 },
    );
  });
});

describe('the general search', () => {
  it('finds the splits of the kernel where nothing but L2 applies', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const numeric = Int32Array.of(0, 1, 2, 3);
        const { tree } = grow(seed, {}, 'compiled', numeric);
        // A limit that no leaf comes near sends every feature to the general search.
        const general = grow(seed, { maxLeafValue: 1e6 }, 'compiled', numeric).tree;
        expect({ ...general, leaves: [], gain: [] }).toEqual({ ...tree, leaves: [], gain: [] });
        for (const [leaf, { value }] of tree.leaves.entries())
          expect(general.leaves[leaf]!.value).toBeCloseTo(value, 10);
      }),
      twenty,
    );
  });

  it('shapes leaf values by L1, smoothing along the path and a largest value', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.5, max: 50, noNaN: true }), (seed, pathSmoothing) => {
        const sample = grow(seed, { l1: 2, pathSmoothing, maxLeafValue: 0.9 });
        const { tree } = sample;
        const sums = nodeSums(sample);
        const shaped = (node: number, parent: number | undefined, l2: number): number => {
          const { g, h } = sums.get(node)!;
          const own = Math.max(-0.9, Math.min(0.9, (-Math.sign(g) * Math.max(0, Math.abs(g) - 2)) / (h + l2)));
          if (parent === undefined) return own;
          const { h: parentH, rows } = sums.get(parent)!;
          const n = Math.floor((h * rows.length) / parentH + 0.5);
          return (own * n + values.get(parent)! * pathSmoothing) / (n + pathSmoothing);
        };
        const values = new Map([[0, shaped(0, undefined, 1)]]);
        for (const node of tree.feature.keys())
          for (const child of [tree.left[node]!, tree.right[node]!])
            values.set(child, shaped(child, node, tree.leftBins[node] === undefined ? 1 : 11));
        for (const [leaf, { value }] of tree.leaves.entries()) expect(value).toBeCloseTo(values.get(~leaf)!, 8);
      }),
      twenty,
    );
  });

  it('keeps predictions monotone in the features asked for', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const monotone = [1, -1, 1, 0, 0, 0];
        const sample = grow(seed, { monotone, minRowsInLeaf: 2, pathSmoothing: seed % 2 });
        for (let r = 0; r < 100; r++)
          for (const [f, direction] of monotone.entries()) {
            if (direction === 0) continue;
            const values = Array.from({ length: binCount - 1 }, (_, bin) => {
              const leaf = pathOf(sample.tree, rowOf(sample, r).with(f, bin + 1)).at(-1)!;
              return direction * sample.tree.leaves[~leaf]!.value;
            });
            expect(values).toEqual(values.toSorted((a, b) => a - b));
          }
      }),
      twenty,
    );
  });
});

describe('the features of a node', () => {
  it('are of one group of interactions with those above', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const interactions = [
          [0, 4],
          [1, 4, 5],
        ];
        const groups = [...interactions, [2, 3]];
        const sample = grow(seed, { interactions });
        for (let r = 0; r < rowCount; r++) {
          const used = pathOf(sample.tree, rowOf(sample, r)).flatMap((node) => sample.tree.feature[node] ?? []);
          expect(groups.some((group) => used.every((feature) => group.includes(feature)))).toBe(true);
        }
      }),
      twenty,
    );
  });

  it('are drawn anew for each, from the salt', () => {
    const features = (seed: number, featureFractionByNode: number): readonly number[] =>
      grow(seed, { featureFractionByNode }).tree.feature;
    expect(features(1, 0.17)).toEqual(features(1, 0.17));
    // One feature each, so that a tree uses whatever was drawn.
    const used = [1, 2, 3, 4, 5].map((seed) => new Set(features(seed, 0.17)).size);
    expect(Math.min(...used)).toBeGreaterThan(2);
    expect(features(1, 0.17)).not.toEqual(features(1, 1));
  });
});

it('grows a level after the other, best first, where asked for', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tree } = grow(seed, { growth: 'depthWise' });
      const depth = [0];
      for (const node of tree.feature.keys())
        for (const child of [tree.left[node]!, tree.right[node]!]) if (child >= 0) depth[child] = depth[node]! + 1;
      expect(depth).toEqual(depth.toSorted((a, b) => a - b));
      for (const node of tree.gain.keys())
        if (depth[node] === depth[node + 1]) expect(tree.gain[node + 1]!).toBeLessThanOrEqual(tree.gain[node]!);
    }),
    twenty,
  );
});
