import { describe, expect, it } from 'vitest';
import { randomStream } from '../random/random-stream.ts';
import { soloTeam } from '../threads/team.ts';
import { ownColumns } from './feature-place.ts';
import { sampleOneSide } from './sample-one-side.ts';
import { sampleRows } from './sample-rows.ts';
import { storedRows } from './stored-rows.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { totalFields, treeLayout } from './tree-layout.ts';
import { allocateTreeMemory, memoryBuffer, treeKernels } from './tree-memory.ts';

const rowCount = 20_000;
const layout = treeLayout({ rowCount, places: ownColumns([3]), leafCount: 2, outputCount: 2, storesGradients: true });

function storedGradients(): {
  kernels: TreeKernels;
  buffer: ArrayBufferLike;
  gradients: Float32Array;
  hessians: Float32Array;
} {
  const memory = allocateTreeMemory(layout);
  const buffer = memoryBuffer(memory);
  const random = randomStream(4);
  const gradients = new Float32Array(buffer, layout.gradients, 2 * rowCount).map(() => random.normal());
  const hessians = new Float32Array(2 * rowCount).map(() => random.uniform());
  new Float32Array(buffer, layout.gradients, 2 * rowCount).set(gradients);
  new Float32Array(buffer, layout.hessians, 2 * rowCount).set(hessians);
  return { kernels: treeKernels(memory, layout), buffer, gradients, hessians };
}

describe('one-side sampling', () => {
  it('keeps the largest, and makes the drawn others up for those left out', () => {
    const { kernels, buffer, gradients, hessians } = storedGradients();
    const rows = storedRows(buffer, layout, 0);
    sampleOneSide(kernels, soloTeam, 17, { topRate: 0.25, otherRate: 0.15 });
    const sizeOf = (row: number): number =>
      Math.fround(
        Math.abs(gradients[row]! * hessians[row]!) + Math.abs(gradients[rowCount + row]! * hessians[rowCount + row]!),
      );
    const sizes = Array.from({ length: rowCount }, (_, row) => sizeOf(row));
    const threshold = sizes.toSorted((a, b) => b - a)[rowCount * 0.25 - 1]!;
    const factor = Math.fround(0.75 / 0.15);
    let drawn = 0;
    for (const [row, size] of sizes.entries())
      for (const at of [row, rowCount + row]) {
        const scale = rows.gradients[at]! / gradients[at]!;
        if (size >= threshold) expect(scale).toBe(1);
        else if (scale !== 0) {
          expect(scale).toBeCloseTo(factor, 5);
          expect(rows.hessians[at]! / hessians[at]!).toBeCloseTo(factor, 5);
          drawn++;
        }
      }
    expect(Math.abs(drawn / 2 / rowCount - 0.15)).toBeLessThan(0.01);
    expect(new Float64Array(buffer, layout.totals, totalFields)[2]).toBe(rowCount * 0.25 + drawn / 2);
  });
});

describe('bagging', () => {
  it('takes the gradients of all outputs from the rows that are not drawn', () => {
    const { kernels, buffer, gradients } = storedGradients();
    const rows = storedRows(buffer, layout, 0);
    sampleRows(kernels, 5, 0.3 * 2 ** 32);
    const sampled = Array.from({ length: rowCount }, (_, row) => rows.gradients[row] !== 0);
    const count = sampled.filter(Boolean).length;
    expect(Math.abs(count / rowCount - 0.3)).toBeLessThan(0.02);
    expect(new Float64Array(buffer, layout.totals, totalFields)[2]).toBe(count);
    for (const [row, isSampled] of sampled.entries())
      for (const at of [row, rowCount + row]) expect(rows.gradients[at]! || 0).toBe(isSampled ? gradients[at] : 0);
  });
});
