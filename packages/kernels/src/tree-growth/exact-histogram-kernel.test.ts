import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { ownColumns } from './feature-place.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { firstRow, treeLayout } from './tree-layout.ts';
import { allocateTreeMemory, treeKernels } from './tree-memory.ts';

const shapes = fc.record({
  rowCount: fc.integer({ min: 1, max: 1200 }),
  featureCount: fc.integer({ min: 1, max: 90 }),
  threadCount: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it('exact histograms are the sums of the rows, the same bytes compiled as in TypeScript', () => {
  fc.assert(
    fc.property(shapes, ({ rowCount, featureCount, threadCount, seed }) => {
      const random = randomStream(seed);
      const binCounts = Array.from({ length: featureCount }, () =>
        random.integer(5) === 0 ? 256 : 2 + random.integer(20),
      );
      const layout = treeLayout({ rowCount, places: ownColumns(binCounts), leafCount: 3, threadCount, isExact: true });
      const columns = binCounts.map((count) =>
        new Float32Array(rowCount).map(() => random.integer(count) || Number.NaN),
      );
      // Whole numbers whose sums stay below 2^53 but need more than 32 bits.
      const pairs = new Float64Array(rowCount * 2).map(() =>
        random.integer(3) === 0 ? -0 : Math.floor((random.uniform() - 0.5) * 2 ** 41),
      );
      const [plain = [], compiled = []] = (['plain', 'compiled'] as const).map((kind) => {
        const memory = allocateTreeMemory(layout, kind);
        expect(memory.kind).toBe(kind);
        return Array.from({ length: threadCount }, (_, rank) => treeKernels(memory, layout, rank));
      });
      const each = (work: (kernels: TreeKernels) => void): void => {
        for (const kernels of [...plain, ...compiled]) work(kernels);
      };
      for (const [kernels] of [plain, compiled]) {
        const { memory } = kernels!;
        new Float64Array(memory, layout.pairs, rowCount * 2).set(pairs);
        const records = new Int32Array(memory, layout.records[0], rowCount * 2);
        for (let row = 0; row < rowCount; row++) records[2 * row + 1] = row;
        for (const [f, values] of columns.entries())
          kernels!.binColumn(
            f,
            values,
            Float32Array.from({ length: binCounts[f]! - 2 }, (_, i) => i + 1.5),
            0,
          );
      }
      const own = (rank: number): [number, number] => {
        const begin = firstRow(layout, rank);
        return [begin, firstRow(layout, rank + 1) - begin];
      };
      const left = new Map<TreeKernels, number>();
      each((kernels) => kernels.packRows());
      each((kernels) => kernels.histogram(0, 0, ...own(kernels.rank), 0, true));
      each((kernels) => kernels.combine(0));
      const feature = random.integer(featureCount);
      const bin = 1 + random.integer(binCounts[feature]! - 1);
      each((kernels) => left.set(kernels, kernels.partition(0, ...own(kernels.rank), feature, bin, 1)));
      each((kernels) => kernels.histogram(1, 1, own(kernels.rank)[0], left.get(kernels)!, 0, false));
      each((kernels) => kernels.combine(1));
      const bytes = ([kernels]: readonly TreeKernels[]): Buffer => Buffer.from(kernels!.memory, 0, layout.scratch);
      expect(bytes(plain).equals(bytes(compiled))).toBe(true);

      const whole = new Float64Array(layout.histogramLength * 2);
      const part = new Float64Array(layout.histogramLength * 2);
      let start = 0;
      for (const [f, column] of columns.entries()) {
        for (let row = 0; row < rowCount; row++)
          for (const i of [0, 1]) {
            const at = 2 * (start + (column[row]! || 0)) + i;
            whole[at]! += pairs[2 * row + i]!;
            if ((columns[feature]![row]! || 0) <= bin) part[at]! += pairs[2 * row + i]!;
          }
        start += binCounts[f]!;
      }
      const found = new Float64Array(compiled[0]!.memory, layout.histograms, layout.histogramLength * 4);
      expect(found.subarray(0, whole.length)).toEqual(whole);
      expect(found.subarray(whole.length)).toEqual(part);
      each((kernels) => kernels.subtract(0, 1));
      expect(bytes(plain).equals(bytes(compiled))).toBe(true);
      expect(found.subarray(0, whole.length)).toEqual(whole.map((sum, i) => sum - part[i]!));

      const isSampled = (row: number): boolean => pairs[2 * row] !== 0 || pairs[2 * row + 1] !== 0;
      const sampled = plain.map((kernels) => kernels.sample());
      expect(compiled.map((kernels) => kernels.sample())).toEqual(sampled);
      expect(bytes(plain).equals(bytes(compiled))).toBe(true);
      const moved = new Int32Array(compiled[0]!.memory, layout.records[1], rowCount * 2);
      for (const [rank, count] of sampled.entries()) {
        const [begin, length] = own(rank);
        const rows = Array.from({ length }, (_, i) => begin + i);
        const inOrder = [...rows.filter(isSampled), ...rows.filter((row) => !isSampled(row)).reverse()];
        expect(rows.map((at) => moved[2 * at + 1])).toEqual(inOrder);
        expect(count).toBe(rows.filter(isSampled).length);
      }
    }),
    { numRuns: 40 },
  );
});
