import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../random/random-stream.ts';
import type { ForestKernels, ForestLimits } from './forest-kernels.ts';
import { type ForestLayout, forestLayout, ownMemory } from './forest-layout.ts';
import { allocateForestMemory, forestKernels } from './forest-memory.ts';

/** The same data behind both kinds of kernels: thread 1 of two. */
function twins(
  layout: ForestLayout,
  random: RandomStream,
): { readonly plain: ForestKernels; readonly compiled: ForestKernels } {
  const { rowCount, featureCount, classCount } = layout;
  const levels = Array.from({ length: featureCount }, () => 1 + random.integer(random.integer(4) === 0 ? 255 : 6));
  const columns = levels.map((count) =>
    new Float32Array(rowCount).map(() => (random.integer(9) === 0 ? Number.NaN : random.integer(count))),
  );
  const isFractional = random.integer(2) === 0;
  const targets = Float64Array.from({ length: rowCount }, () =>
    classCount > 0 ? random.integer(classCount) : isFractional ? random.normal() : random.integer(2),
  );
  const weights = Float32Array.from({ length: rowCount }, () => (isFractional ? 0.1 + random.uniform() : 1));
  const unordered = Uint8Array.from({ length: featureCount }, () =>
    layout.hasUnordered && random.integer(2) === 0 ? 1 : 0,
  );
  const make = (kind: 'plain' | 'compiled'): ForestKernels => {
    const memory = allocateForestMemory(layout, kind);
    expect(memory.kind).toBe(kind);
    const kernels = forestKernels(memory, layout, 1);
    new Float64Array(kernels.memory, layout.targets, rowCount).set(targets);
    new Float32Array(kernels.memory, layout.weights, rowCount).set(weights);
    new Uint8Array(kernels.memory, layout.unordered, featureCount).set(unordered);
    for (const [f, values] of columns.entries())
      kernels.binColumn(
        f,
        values,
        Float32Array.from({ length: levels[f]! - 1 }, (_, i) => i + 0.5),
      );
    return kernels;
  };
  return { plain: make('plain'), compiled: make('compiled') };
}

/** All bytes but those of the task, the notes of small nodes and the nodes that wait, which the plain kernels keep elsewhere. */
function comparable({ memory, layout, rank }: ForestKernels): Uint8Array {
  const bytes = new Uint8Array(memory.slice(layout.columns, layout.sizeBytes));
  const own = ownMemory(layout, rank) - layout.columns;
  const { task, bag, touched, present, goesLeft, totals, waiting, feature, left } = layout.parts;
  for (const [from, to] of [
    [task, bag],
    [touched, present],
    [present, goesLeft],
    [totals, feature],
  ] as const)
    bytes.fill(0, own + from, own + to);
  expect(left).toBeGreaterThan(totals);
  expect(waiting).toBeGreaterThan(left);
  return bytes;
}

const cases = fc.record({
  rowCount: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(255, 256, 700)),
  featureCount: fc.integer({ min: 1, max: 11 }),
  classCount: fc.constantFrom(0, 0, 3, 5),
  hasUnordered: fc.boolean(),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it('the compiled and the plain kernels grow the same trees, to the last bit', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(cases, ({ seed, ...shape }) => {
      const random = randomStream(seed);
      const { plain, compiled } = twins(forestLayout({ ...shape, threadCount: 2 }), random);
      for (let tree = 0; tree < 3; tree++) {
        const word = (): number => 1 + random.integer(2 ** 32 - 1);
        const words = [word(), word(), word(), word()] as const;
        const limits: ForestLimits = {
          featuresDrawn: 1 + random.integer(shape.featureCount),
          minRowsInLeaf: [1, 1, 2, 7][random.integer(4)]!,
          maxDepth: [1, 4, 1000][random.integer(3)]!,
          minGain: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5][random.integer(3)]!,
          hasRandomThresholds: random.integer(2) === 0,
          rowsDrawn: [0, shape.rowCount][random.integer(2)]!,
        };
        expect(compiled.growTree(words, limits)).toBe(plain.growTree(words, limits));
        const [a, b] = [comparable(plain), comparable(compiled)];
        expect(a.length).toBe(b.length);
        expect(a.findIndex((byte, i) => byte !== b[i])).toBe(-1);
      }
    }),
    { numRuns: 100 },
  );
});
