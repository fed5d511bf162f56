import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../random/random-stream.ts';
import { compiledScorer } from './compiled-scorer.ts';
import type { Forest } from './forest.ts';
import { forestMargins } from './forest-margins.ts';

/** Random trees of 2 to `mostLeaves` leaves; few thresholds, so that values meet them exactly. */
function randomForest(treeCount: number, mostLeaves: number, featureCount: number, random: RandomStream): Forest {
  const splitStart = [0];
  const leafStart = [0];
  const [feature, threshold, missingLeft, left, right, leafValue] = [[], [], [], [], [], []] as number[][] as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  for (let tree = 0; tree < treeCount; tree++) {
    const firstSplit = feature.length;
    const leaves = [{ set: (_: number): void => {} }];
    const splitCount = 1 + random.integer(mostLeaves - 1);
    for (let i = 0; i < splitCount; i++) {
      const [{ set }] = leaves.splice(random.integer(leaves.length), 1) as [{ set(node: number): void }];
      const node = firstSplit + i;
      set(node);
      feature.push(random.integer(featureCount));
      threshold.push([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][random.integer(12)] ?? random.integer(9) - 4);
      missingLeft.push(random.integer(2));
      left.push(0);
      right.push(0);
      for (const children of [left, right])
        leaves.push({
          set: (to) => {
            children[node] = to;
          },
        });
    }
    for (const { set } of leaves) {
      set(~leafValue.length);
      leafValue.push(random.normal());
    }
    splitStart.push(feature.length);
    leafStart.push(leafValue.length);
  }
  return {
    base: random.normal(),
    featureCount,
    splitStart: Int32Array.from(splitStart),
    leafStart: Int32Array.from(leafStart),
    feature: Int32Array.from(feature),
    threshold: Float32Array.from(threshold),
    missingLeft: Uint8Array.from(missingLeft),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    leafValue: Float64Array.from(leafValue),
    leafRows: new Uint32Array(leafValue.length).fill(1),
  };
}

const cases = fc.record({
  treeCount: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(128, 129, 300)),
  rowCount: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(255, 256, 257, 600)),
  featureCount: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it.each([2, 32, 33, 64, 65, 256])(
  'scores rows of trees of up to %i leaves as the plain walk, to the last bit',
  (leaves) => {
    fc.assert(
      fc.property(cases, ({ treeCount, rowCount, featureCount, seed }) => {
        const random = randomStream(seed);
        const forest = randomForest(treeCount, leaves, featureCount, random);
        const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        const values = Float32Array.from(
          { length: rowCount * featureCount },
          () => special[random.integer(15)] ?? random.integer(19) / 2 - 4.5,
        );
        const columnOf = Int32Array.from({ length: featureCount }, (_, f) => featureCount - 1 - f);
        const score = compiledScorer(forest)!;
        const expected = forestMargins(forest, values, rowCount, columnOf);
        expect(score(values, rowCount, columnOf)).toEqual(expected);
        expect(score(values, rowCount, columnOf)).toEqual(expected);
        const first = Float32Array.from({ length: featureCount }, (_, f) => values[f * rowCount]!);
        expect(score(first, 1, columnOf)).toEqual(expected.subarray(0, 1));
      }),
      { numRuns: 25 },
    );
  },
);
