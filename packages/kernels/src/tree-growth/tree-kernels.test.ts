import { describe, expect, it } from 'vitest';
import { sigmoid } from '../math/sigmoid.ts';
import { randomStream } from '../random/random-stream.ts';
import { soloTeam } from '../threads/team.ts';
import { ownColumns } from './feature-place.ts';
import { quantisation } from './gradient-kernel.ts';
import { growTree } from './grow-tree.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { splitFields, treeLayout } from './tree-layout.ts';
import { allocateTreeMemory, type KernelKind, treeKernels } from './tree-memory.ts';

/** Kernels over random rows of `featureCount` features; feature f has `bins` - f mod 3 bins, bin 0 missing. */
function setUp(
  rowCount: number,
  featureCount: number,
  bins: number,
  leafCount: number,
  kind: KernelKind,
  slotCount = leafCount,
): { kernels: TreeKernels; bin: (f: number, r: number) => number } {
  const random = randomStream(rowCount + featureCount);
  const binCounts = Array.from({ length: featureCount }, (_, f) => bins - (f % 3));
  const layout = treeLayout({ rowCount, places: ownColumns(binCounts), leafCount, slotCount });
  const kernels = treeKernels(allocateTreeMemory(layout, kind), layout);
  const columns = binCounts.map((count) => new Float32Array(rowCount).map(() => random.integer(count) || Number.NaN));
  for (const [f, column] of columns.entries())
    kernels.binColumn(
      f,
      column,
      Float32Array.from({ length: binCounts[f]! - 2 }, (_, i) => i + 1.5),
      0,
    );
  kernels.packRows();
  new Float32Array(kernels.memory, layout.weights, rowCount).fill(1);
  new Uint8Array(kernels.memory, layout.labels, rowCount).set(
    Array.from({ length: rowCount }, (_, r) => (random.uniform() < ((columns[0]![r] || 0) + 1) / (bins + 2) ? 1 : 0)),
  );
  return { kernels, bin: (f, r) => (Number.isNaN(columns[f]![r]!) ? 0 : columns[f]![r]!) };
}

const first = (count: number): Int32Array => Int32Array.from({ length: count }, (_, f) => f);

const recordsOf = ({ memory, layout }: TreeKernels, side: number): Int32Array =>
  new Int32Array(memory, layout.records[side], layout.rowCount * 2);

const histogramOf = ({ memory, layout }: TreeKernels, slot: number): Int32Array =>
  new Int32Array(memory, layout.histograms + slot * layout.histogramLength * 8, layout.histogramLength * 2);

describe('treeLayout', () => {
  it.each([false, true])(
    'gives every region its own cache lines, in order, storing gradients %s',
    (storesGradients) => {
      const layout = treeLayout({
        rowCount: 1001,
        outputCount: 3,
        storesGradients,
        places: ownColumns(Array.from({ length: 83 }, (_, f) => 256 - f)),
        leafCount: 8,
      });
      const starts = [
        layout.rows,
        layout.columns,
        ...layout.records,
        layout.labels,
        layout.targets,
        layout.weights,
        layout.scores,
        layout.gradients,
        layout.hessians,
        layout.gradientUnits,
        layout.largestGradients,
        layout.leafSums,
        layout.selection,
        layout.leafOf,
        layout.histograms,
        layout.splits,
        layout.binStarts,
        layout.features,
        layout.activeFeatures,
        layout.totals,
        layout.scratch,
        layout.sizeBytes,
      ];
      const sizes = [
        1001 * 6 * 16,
        1001 * 83,
        8008,
        8008,
        storesGradients ? 0 : 1001,
        storesGradients ? 8008 : 0,
        4004,
        3 * 8008,
        storesGradients ? 3 * 4004 : 0,
        storesGradients ? 3 * 4004 : 0,
        16,
        3 * 16,
        storesGradients ? 4096 : 0,
        storesGradients ? 8192 : 0,
        1001,
        8 * (83 * 256 - 41 * 83) * 8,
        8 * splitFields * 8,
        336,
        83 * 16,
        332,
        32,
        4 * 16 * 256 * 16 + 1024 * 64 + 16_384 + 256 + 1024 + 2048 + 65536,
      ];
      for (const [i, size] of sizes.entries()) {
        expect(starts[i]! % 64).toBe(0);
        expect(starts[i + 1]! - starts[i]!).toBeGreaterThanOrEqual(size);
        expect(starts[i + 1]! - starts[i]!).toBeLessThan(size + 64);
      }
    },
  );
});

describe.each<KernelKind>(['plain', 'compiled'])('%s kernels', (kind) => {
  describe('binColumn', () => {
    it('writes equal bins into both copies, whatever the block of the feature', () => {
      const { kernels, bin } = setUp(50, 83, 9, 4, kind);
      const { memory, layout } = kernels;
      const columns = new Uint8Array(memory, layout.columns, 50 * 83);
      const rows = new Uint8Array(memory, layout.rows, 50 * 96);
      for (const f of [0, 15, 16, 63, 64, 82])
        for (const r of [0, 7, 49]) {
          expect(columns[f * 50 + r]).toBe(bin(f, r));
          // 83 columns in 6 groups of 13 or 14; four groups make a block.
          const group = [0, 13, 27, 41, 55, 69].findLastIndex((first) => first <= f);
          const lane = f - [0, 13, 27, 41, 55, 69][group]!;
          const place = group < 4 ? r * 64 + group * 16 : 50 * 64 + r * 32 + (group - 4) * 16;
          expect(rows[place + lane]).toBe(bin(f, r));
        }
    });
  });

  describe('gradients', () => {
    const { kernels } = setUp(20_000, 1, 4, 4, kind);
    const { memory, layout } = kernels;
    const scores = new Float64Array(memory, layout.scores, 20_000);
    scores.fill(0.7);
    const labels = new Uint8Array(memory, layout.labels, 20_000);
    const steps = quantisation(20_000, 1);

    it('round up and down so that sums are right, and total what the records hold', () => {
      kernels.gradients(99, 2 ** 32, steps.levels);
      const records = recordsOf(kernels, 0);
      const p = sigmoid(0.7);
      let [g, h, exact] = [0, 0, 0];
      for (let r = 0; r < 20_000; r++) {
        expect(records[2 * r + 1]).toBe(r);
        g += records[2 * r]! >> 16;
        h += records[2 * r]! & 0xffff;
        exact += p - labels[r]!;
        expect(Math.abs((records[2 * r]! >> 16) * steps.gradientStep - (p - labels[r]!))).toBeLessThan(
          steps.gradientStep,
        );
      }
      expect([...new Float64Array(memory, layout.totals, 3)]).toEqual([g, h, 20_000]);
      // Rounding noise has a deviation of at most half a step a row: five deviations of the sum of 20,000.
      const allowed = 5 * 0.5 * Math.sqrt(20_000);
      expect(Math.abs(g - exact / steps.gradientStep)).toBeLessThan(allowed);
      expect(Math.abs(h - (20_000 * p * (1 - p)) / steps.hessianStep)).toBeLessThan(allowed);
    });

    it.each([1, 20_000, 1_050_000, 4_000_000, 100_000_000])('keep the sums of %i rows within 31 bits', (rowCount) => {
      const { levels } = quantisation(rowCount, 1);
      expect(levels * rowCount).toBeLessThan(2 ** 31);
      expect(levels).toBeGreaterThanOrEqual(20);
    });

    it('leave about the asked share of rows in the bag, another share for another tree', () => {
      const bagOf = (salt: number): number[] => {
        kernels.gradients(salt, 0.3 * 2 ** 32, steps.levels);
        const records = recordsOf(kernels, 0);
        return Array.from({ length: 20_000 }, (_, r) => (records[2 * r] === 0 ? 0 : 1));
      };
      const [a, b] = [bagOf(1), bagOf(2)];
      expect(Math.abs(a.reduce((sum, one) => sum + one, 0) / 20_000 - 0.3)).toBeLessThan(0.02);
      expect(Math.abs(a.filter((one, r) => one && b[r]).length / 20_000 - 0.09)).toBeLessThan(0.02);
    });
  });

  describe('histogram', () => {
    it.each([
      [5, 3, 2047],
      [700, 20, 2047],
      [3000, 83, 30_000],
      [70_000, 2, 2047],
    ])('sums %i rows of %i features at %i levels exactly', (rowCount, featureCount, levels) => {
      const { kernels, bin } = setUp(rowCount, featureCount, 7, 4, kind);
      const random = randomStream(1);
      const records = recordsOf(kernels, 1);
      const order = Int32Array.from({ length: rowCount }, (_, r) => r);
      random.shuffle(order);
      for (const [i, row] of order.entries()) {
        // The largest values first, so that unmerged accumulators would overflow.
        const g = i % 2 === 0 ? -levels : random.integer(2 * levels + 1) - levels;
        records[2 * i] = (g << 16) | (i % 3 === 0 ? random.integer(levels + 1) : levels);
        records[2 * i + 1] = row;
      }
      const begin = Math.floor(rowCount / 5);
      kernels.histogram(2, 1, begin, rowCount - begin, levels, false);
      const found = histogramOf(kernels, 2);
      for (const f of [0, featureCount >> 1, featureCount - 1]) {
        const bins = kernels.layout.places[f]!.binCount;
        const expected = new Float64Array(2 * bins);
        for (let i = begin; i < rowCount; i++) {
          const at = 2 * bin(f, order[i]!);
          expected[at]! += records[2 * i]! & 0xffff;
          expected[at + 1]! += records[2 * i]! >> 16;
        }
        const start = 2 * kernels.layout.places.slice(0, f).reduce((sum, { binCount }) => sum + binCount, 0);
        expect([...found.subarray(start, start + 2 * bins)]).toEqual([...expected]);
      }
    });

    it('of a parent minus one child is that of the other', () => {
      const { kernels } = setUp(900, 5, 6, 4, kind);
      kernels.gradients(1, 2 ** 32, 2047);
      kernels.histogram(0, 0, 0, 900, 2047, true);
      kernels.histogram(1, 0, 0, 300, 2047, false);
      kernels.histogram(2, 0, 300, 600, 2047, false);
      kernels.subtract(0, 1);
      expect(histogramOf(kernels, 0)).toEqual(histogramOf(kernels, 2));
    });
  });

  describe('partition', () => {
    it.each([0, 1])('moves left rows to the front in order, the others behind, missing left %i', (missingLeft) => {
      const { kernels, bin } = setUp(1000, 3, 6, 4, kind);
      kernels.gradients(4, 2 ** 32, 2047);
      const before = recordsOf(kernels, 0).slice();
      const leftCount = kernels.partition(0, 100, 800, 1, 2, missingLeft);
      const after = recordsOf(kernels, 1);
      const goesLeft = (r: number): boolean => (bin(1, r) === 0 ? missingLeft === 1 : bin(1, r) <= 2);
      const pairs = (words: Int32Array, from: number, to: number): string[] =>
        Array.from({ length: to - from }, (_, i) => `${words[2 * (from + i)]} ${words[2 * (from + i) + 1]}`);
      const rowOf = (pair: string): number => Number(pair.split(' ')[1]);
      const moved = pairs(before, 100, 900);
      expect(pairs(after, 100, 100 + leftCount)).toEqual(moved.filter((pair) => goesLeft(rowOf(pair))));
      expect(pairs(after, 100 + leftCount, 900)).toEqual(moved.filter((pair) => !goesLeft(rowOf(pair))).reverse());
    });
  });

  describe('findSplit', () => {
    it.each([1, 40])('finds the best of all splits, at least %i of hessian on a side', (minH) => {
      const { kernels, bin } = setUp(400, 4, 8, 4, kind);
      kernels.gradients(7, 2 ** 32, 20);
      kernels.histogram(0, 0, 0, 400, 2047, true);
      const records = recordsOf(kernels, 0);
      const [sumG = 0, sumH = 0] = new Float64Array(kernels.memory, kernels.layout.totals, 3);
      const l2 = 3;
      let best = { gain: 0, feature: -1, bin: 0 };
      for (let f = 0; f < 4; f++)
        for (let at = 1; at <= 7; at++)
          for (const missingLeft of [false, true]) {
            let [g, h] = [0, 0];
            for (let i = 0; i < 400; i++) {
              const b = bin(f, records[2 * i + 1]!);
              if (b === 0 ? !missingLeft : b > at) continue;
              g += records[2 * i]! >> 16;
              h += records[2 * i]! & 0xffff;
            }
            if (h < minH || sumH - h < minH) continue;
            const gain = g ** 2 / (h + l2) + (sumG - g) ** 2 / (sumH - h + l2) - sumG ** 2 / (sumH + l2);
            if (gain > best.gain + 1e-9) best = { gain, feature: f, bin: at };
          }
      const found = (limits: object): boolean => {
        kernels.findSplit(0, Int32Array.of(0, 1, 2, 3), { sumG, sumH, minH, l2, minGain: 0, ...limits });
        return new Float64Array(kernels.memory, kernels.layout.splits, 1)[0]! > 0;
      };
      expect(found({})).toBe(true);
      const [gain, feature, at] = new Float64Array(kernels.memory, kernels.layout.splits, 3);
      expect(gain).toBeCloseTo(best.gain, 6);
      expect({ feature, bin: at }).toEqual({ feature: best.feature, bin: best.bin });
      expect(found({ minGain: best.gain * 1.01 })).toBe(false);
      expect(found({ minH: sumH })).toBe(false);
    });
  });

  describe('growTree', () => {
    const limits = { leaves: 8, maxDepth: 64, minRowsInLeaf: 20, minHessianInLeaf: 0, l2: 1, minGain: 0 };

    it('sends every row to the leaf whose path it follows, with the Newton step of its gradients', () => {
      const { kernels, bin } = setUp(2000, 20, 30, 8, kind);
      const steps = quantisation(2000, 1);
      kernels.gradients(3, 2 ** 32, steps.levels);
      const root = recordsOf(kernels, 0).slice();
      const tree = growTree(kernels, soloTeam, first(20), limits, steps)!;
      expect(tree.leaves).toHaveLength(8);
      const sums = tree.leaves.map(() => ({ g: 0, h: 0, rows: [] as number[] }));
      for (let r = 0; r < 2000; r++) {
        let node = 0;
        while (node >= 0) {
          const b = bin(tree.feature[node]!, r);
          const isLeft = b === 0 ? tree.missingLeft[node] === 1 : b <= tree.bin[node]!;
          node = isLeft ? tree.left[node]! : tree.right[node]!;
        }
        const sum = sums[~node]!;
        sum.g += (root[2 * r]! >> 16) * steps.gradientStep;
        sum.h += (root[2 * r]! & 0xffff) * steps.hessianStep;
        sum.rows.push(r);
      }
      for (const [i, { side, begin, count, value }] of tree.leaves.entries()) {
        const records = recordsOf(kernels, side);
        const rows = Array.from({ length: count }, (_, k) => records[2 * (begin + k) + 1]!).sort((a, b) => a - b);
        expect(rows).toEqual(sums[i]!.rows);
        expect(value).toBeCloseTo(-sums[i]!.g / (sums[i]!.h + 1), 12);
      }
    });

    it('comes to the same tree with fewer histograms than leaves', () => {
      const treeWith = (slotCount: number): unknown => {
        const { kernels } = setUp(3000, 20, 30, 31, kind, slotCount);
        const steps = quantisation(3000, 1);
        kernels.gradients(3, 2 ** 32, steps.levels);
        return growTree(kernels, soloTeam, first(20), { ...limits, leaves: 31 }, steps);
      };
      const whole = treeWith(31);
      expect(whole).toMatchObject({ leaves: { length: 31 } });
      for (const slotCount of [2, 3, 5, 12]) expect(treeWith(slotCount)).toEqual(whole);
    });

    it('keeps to the depth, and gives nothing where no split is allowed', () => {
      const { kernels } = setUp(2000, 3, 30, 8, kind);
      const steps = quantisation(2000, 1);
      const grow = (change: object): number => {
        kernels.gradients(3, 2 ** 32, steps.levels);
        return growTree(kernels, soloTeam, first(3), { ...limits, ...change }, steps)?.leaves.length ?? 0;
      };
      expect(grow({ maxDepth: 1 })).toBe(2);
      expect(grow({ maxDepth: 2 })).toBe(4);
      expect(grow({ minRowsInLeaf: 1500 })).toBe(0);
      expect(grow({ minGain: 1e6 })).toBe(0);
    });
  });
});
