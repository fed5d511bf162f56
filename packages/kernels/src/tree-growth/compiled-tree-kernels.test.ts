import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../random/random-stream.ts';
import { countDistinct, distinctCounter } from './distinct-values.ts';
import { type FeaturePlace, ownColumns, sharedBinCount } from './feature-place.ts';
import { quantisation } from './gradient-kernel.ts';
import { sizesAt } from './gradient-sizes.ts';
import { readLargestGradients } from './largest-gradient-kernel.ts';
import { readLeafSums } from './leaf-sum-kernel.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, type TreeLayout, totalFields, treeLayout } from './tree-layout.ts';
import { allocateTreeMemory, memoryBuffer, treeKernels } from './tree-memory.ts';

/** The two implementations over the same data, one of each a thread. */
interface Twins {
  readonly layout: TreeLayout;
  readonly plain: readonly TreeKernels[];
  readonly compiled: readonly TreeKernels[];
  /** Does the same with both. */
  each(work: (kernels: TreeKernels) => void): void;
  /** Their whole memories, but for the scratch of the threads, hold the same bytes. */
  expectEqual(): void;
}

/** Random rows with missing values; every third feature shares its column with the next where that is exclusive. */
function twins(rowCount: number, featureCount: number, threadCount: number, random: RandomStream): Twins {
  const places: FeaturePlace[] = [];
  const bounds: Float32Array[] = [];
  const columns: Float32Array[] = [];
  let column = 0;
  while (places.length < featureCount) {
    const isShared = random.integer(3) === 0 && places.length + 1 < featureCount;
    const hasMissing = random.integer(2) === 0;
    if (!isShared) {
      const bins = random.integer(5) === 0 ? 255 : 1 + random.integer(20);
      places.push({ column, binCount: bins + 1 });
      bounds.push(Float32Array.from({ length: bins - 1 }, (_, i) => i + 0.5));
      columns.push(new Float32Array(rowCount).map(() => (random.integer(9) === 0 ? Number.NaN : random.integer(bins))));
    } else {
      // Two features of values 0 to 3, one of them off 0 in the first half of the rows, the other in the second.
      for (const half of [0, 1]) {
        const shared = { firstBin: 1 + half * sharedBinCount(5, hasMissing), defaultBin: 1, hasMissing };
        places.push({ column, binCount: 5, shared });
        bounds.push(Float32Array.of(0.5, 1.5, 2.5));
        columns.push(
          new Float32Array(rowCount).map((_, row) => {
            if (row * 2 < rowCount !== (half === 0)) return 0;
            const value = random.integer(hasMissing ? 5 : 4);
            return value === 4 ? Number.NaN : value;
          }),
        );
      }
    }
    column++;
  }
  const layout = treeLayout({ rowCount, places, leafCount: 4, threadCount });
  const memories = (['plain', 'compiled'] as const).map((kind) => allocateTreeMemory(layout, kind));
  const [plain = [], compiled = []] = memories.map((memory) =>
    Array.from({ length: threadCount }, (_, rank) => treeKernels(memory, layout, rank)),
  );
  expect(memories.map(({ kind }) => kind)).toEqual(['plain', 'compiled']);
  const weights = Float32Array.from({ length: rowCount }, () => random.integer(4) / 3);
  const scores = Float64Array.from({ length: rowCount }, () => random.normal() * (random.integer(20) === 0 ? 400 : 2));
  const labels = Uint8Array.from({ length: rowCount }, () => random.integer(2));
  for (const kernels of [plain, compiled]) {
    const { memory } = kernels[0]!;
    new Float32Array(memory, layout.weights, rowCount).set(weights);
    new Float64Array(memory, layout.scores, rowCount).set(scores);
    new Uint8Array(memory, layout.labels, rowCount).set(labels);
    // In two chunks, as a reader of files would bring them.
    const chunk = Math.floor(rowCount / 3);
    for (const [f, values] of columns.entries())
      for (const [from, to] of [
        [0, chunk],
        [chunk, rowCount],
      ] as const)
        kernels[f % threadCount]!.binColumn(f, values.subarray(from, to), bounds[f]!, from);
    for (const one of kernels) one.packRows();
  }
  return {
    layout,
    plain,
    compiled,
    each: (work) => {
      for (const kernels of [...plain, ...compiled]) work(kernels);
    },
    expectEqual: () => {
      const bytes = (kernels: readonly TreeKernels[]): Buffer => Buffer.from(kernels[0]!.memory, 0, layout.scratch);
      expect(bytes(plain).equals(bytes(compiled))).toBe(true);
    },
  };
}

const shapes = fc.record({
  rowCount: fc.integer({ min: 1, max: 1500 }),
  featureCount: fc.integer({ min: 1, max: 90 }),
  threadCount: fc.integer({ min: 1, max: 4 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe('compiled kernels leave the same bytes as those in TypeScript', () => {
  it('in binning, gradients, histograms, splits, partition and scores', () => {
    fc.assert(
      fc.property(shapes, ({ rowCount, featureCount, threadCount, seed }) => {
        const random = randomStream(seed);
        const both = twins(rowCount, featureCount, threadCount, random);
        const { layout } = both;
        both.expectEqual();

        const steps = quantisation(rowCount, 1.5);
        const bagLimit = [2 ** 32, random.uniform() * 2 ** 32][random.integer(2)]!;
        const salt = random.integer(2 ** 32);
        both.each((kernels) => kernels.gradients(salt, bagLimit, steps.levels));
        both.expectEqual();

        const own = (rank: number): [number, number] => {
          const begin = firstRow(layout, rank);
          return [begin, firstRow(layout, rank + 1) - begin];
        };
        both.each((kernels) => kernels.histogram(0, 0, ...own(kernels.rank), steps.levels, true));
        both.expectEqual();
        both.each((kernels) => kernels.combine(0));
        both.expectEqual();

        const totals = new Float64Array(both.plain[0]!.memory, layout.totals, threadCount * totalFields);
        const sum = (field: number): number =>
          totals.reduce((all, v, i) => all + (i % totalFields === field ? v : 0), 0);
        const limits = {
          sumG: sum(0),
          sumH: sum(1),
          minH: 1 + random.integer(500),
          l2: random.uniform() * 1e4,
          minGain: random.integer(2),
        };
        const features = Int32Array.from({ length: featureCount }, (_, f) => f).filter(() => random.integer(8) > 0);
        both.each((kernels) => kernels.findSplit(0, features, limits));
        both.expectEqual();

        const feature = random.integer(featureCount);
        const bin = 1 + random.integer(layout.places[feature]!.binCount - 1);
        const missingLeft = random.integer(2);
        const leftRows = new Map<TreeKernels, number>();
        both.each((kernels) =>
          leftRows.set(kernels, kernels.partition(0, ...own(kernels.rank), feature, bin, missingLeft)),
        );
        both.expectEqual();

        both.each((kernels) => {
          const [begin] = own(kernels.rank);
          kernels.histogram(1, 1, begin, leftRows.get(kernels)!, steps.levels, false);
        });
        both.each((kernels) => kernels.combine(1));
        both.each((kernels) => kernels.subtract(0, 1));
        both.each((kernels) => kernels.markLeaf(1, own(kernels.rank)[0], leftRows.get(kernels)!, 1));
        both.expectEqual();
        both.each((kernels) => kernels.addScores([0.1, -0.7], 0));
        both.expectEqual();

        both.each((kernels) => kernels.gradients(salt, bagLimit / 2, steps.levels));
        const sampled = both.plain.map((kernels) => kernels.sample());
        expect(both.compiled.map((kernels) => kernels.sample())).toEqual(sampled);
        both.expectEqual();
      }),
      { numRuns: 60 },
    );
  });

  it('over more values than pass through the scratch memory at once', () => {
    const both = twins(70_001, 3, 2, randomStream(3));
    both.expectEqual();
    const steps = quantisation(70_001, 1.5);
    both.each((kernels) => kernels.gradients(1, 2 ** 32, steps.levels));
    both.each((kernels) => {
      const begin = firstRow(both.layout, kernels.rank);
      kernels.histogram(0, 0, begin, firstRow(both.layout, kernels.rank + 1) - begin, steps.levels, false);
    });
    both.expectEqual();
  });
});

describe('compiled kernels over stored gradients leave the same bytes as those in TypeScript', () => {
  it('in largest values, records, sums of leaves and margins', () => {
    fc.assert(
      fc.property(shapes, ({ rowCount, threadCount, seed }) => {
        const random = randomStream(seed);
        const outputCount = 1 + random.integer(3);
        const shape = {
          rowCount,
          places: ownColumns([3]),
          leafCount: 4,
          threadCount,
          outputCount,
          storesGradients: true,
        };
        const layout = treeLayout(shape);
        const size = 2 ** (random.integer(60) - 30);
        const drawn = (of: () => number): Float32Array => new Float32Array(outputCount * rowCount).map(of);
        const gradients = drawn(() => size * random.normal() * (random.integer(30) === 0 ? 1000 : 1));
        const hessians = drawn(() => (random.integer(20) === 0 ? 0 : random.uniform()));
        const leafOf = Uint8Array.from({ length: rowCount }, () => random.integer(4));
        const output = random.integer(outputCount);
        const salt = random.integer(2 ** 32);
        const limit = random.uniform() * 2 ** 32;
        const { levels } = quantisation(rowCount, 1);
        const [plain, compiled] = (['plain', 'compiled'] as const).map((kind) => {
          const memory = allocateTreeMemory(layout, kind);
          const threads = Array.from({ length: threadCount }, (_, rank) => treeKernels(memory, layout, rank));
          const buffer = threads[0]!.memory;
          new Float32Array(buffer, layout.gradients, gradients.length).set(gradients);
          new Float32Array(buffer, layout.hessians, hessians.length).set(hessians);
          new Uint8Array(buffer, layout.leafOf, rowCount).set(leafOf);
          for (const kernels of threads) kernels.largestGradients(output);
          const { gradient, hessian } = readLargestGradients(buffer, layout, output);
          const own = gradients.subarray(output * rowCount, (output + 1) * rowCount);
          expect(gradient).toBe(own.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
          const largest = { gradient, hessian: hessian || 1 };
          for (const kernels of threads) {
            kernels.quantise(output, salt, levels, largest);
            kernels.sumLeaves(output, largest);
            kernels.addScores([0.1, -0.7, 3, 1e-9], output);
          }
          const sums = [0, 1, 2, 3].map((leaf) => readLeafSums(buffer, layout, leaf));
          const before = Buffer.from(buffer, 0, layout.scratch).toString('latin1');
          const sampled = threads.map((kernels) => {
            kernels.sizeGradients();
            const sizes = new Int32Array(buffer, sizesAt(layout, firstRow(layout, kernels.rank)), 1);
            const threshold = sizes[0]!;
            kernels.countSizes({ above: 20, shift: 10, buckets: 1024 }, threshold >>> 20);
            const kept = kernels.scaleSample(salt, limit, 7 / 3, threshold);
            return [threshold, kept, kernels.scaleSample(salt + 1, limit, 1)];
          });
          return { sums, own, sampled, before, bytes: Buffer.from(buffer, 0, layout.scratch) };
        });
        expect(plain!.before === compiled!.before).toBe(true);
        expect(plain!.sampled).toEqual(compiled!.sampled);
        expect(plain!.bytes.equals(compiled!.bytes)).toBe(true);
        for (const [leaf, { gradient }] of plain!.sums.entries()) {
          const expected = plain!.own.reduce((sum, value, row) => sum + (leafOf[row] === leaf ? value : 0), 0);
          expect(Math.abs(gradient - expected)).toBeLessThanOrEqual(1e-9 * size * rowCount);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sum exactly, whatever the number of threads', () => {
    const random = randomStream(5);
    const rowCount = 5000;
    const gradients = new Float32Array(rowCount).map(() => random.normal() * 10 ** (random.integer(12) - 9));
    const sumsOf = (threadCount: number): unknown => {
      const layout = treeLayout({
        rowCount,
        places: ownColumns([3]),
        leafCount: 4,
        threadCount,
        storesGradients: true,
      });
      const memory = allocateTreeMemory(layout);
      for (let rank = 0; rank < threadCount; rank++) {
        const kernels = treeKernels(memory, layout, rank);
        new Float32Array(kernels.memory, layout.gradients, rowCount).set(gradients);
        kernels.sumLeaves(0, { gradient: 5000, hessian: 1 });
      }
      return readLeafSums(memoryBuffer(memory), layout, 0);
    };
    for (const threadCount of [2, 3, 7]) expect(sumsOf(threadCount)).toEqual(sumsOf(1));
  });
});

describe('the compiled radix sort', () => {
  it('counts the same distinct values as the sort of the engine', () => {
    const count = distinctCounter(400);
    const few = fc.constantFrom(0, -0, 1, 2, -3, 0.5, Number.NaN, Number.NEGATIVE_INFINITY);
    const values = fc.oneof(fc.float(), fc.integer({ min: -5, max: 5 }).map(Number), fc.constantFrom(-0, 0));
    fc.assert(
      fc.property(fc.oneof(fc.array(values, { maxLength: 400 }), fc.array(few, { maxLength: 400 })), (list) => {
        const column = Float32Array.from(list);
        const found = count(column);
        const expected = countDistinct(column);
        expect([...found.values]).toEqual([...expected.values]);
        expect([...found.counts]).toEqual([...expected.counts]);
      }),
    );
  });
});
