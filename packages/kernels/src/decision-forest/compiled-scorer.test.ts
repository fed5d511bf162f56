import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../random/random-stream.ts';
import { compiledScorer } from './compiled-scorer.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { decisionForestMargins } from './decision-forest-margins.ts';

interface Kind {
  readonly treeCount: number;
  readonly mostLeaves: number;
  readonly featureCount: number;
  readonly outputCount: number;
  /** Whether every second split is by category. */
  readonly isByCategory: boolean;
}

/** Random trees of 1 to `mostLeaves` leaves; few thresholds, so that values meet them exactly. */
function randomForest(kind: Kind, random: RandomStream): DecisionForest {
  const { treeCount, mostLeaves, featureCount, outputCount } = kind;
  const truncates = random.integer(2) * splitRule.truncatesNegative;
  const setStart = [0];
  const setWords: number[] = [];
  const nodes = { feature: [], threshold: [], rule: [], left: [], right: [] } as {
    [field in 'feature' | 'threshold' | 'rule' | 'left' | 'right']: number[];
  };
  const root: number[] = [];
  const leafValue: number[] = [];
  for (let tree = 0; tree < treeCount; tree++) {
    const open: ((node: number) => void)[] = [(node) => root.push(node)];
    for (let splits = random.integer(mostLeaves); splits > 0; splits--) {
      const node = nodes.feature.length;
      open.splice(random.integer(open.length), 1)[0]!(node);
      nodes.feature.push(random.integer(featureCount));
      const infinity = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][random.integer(12)];
      const isCategorical = kind.isByCategory && random.integer(2) === 0;
      nodes.threshold.push(infinity ?? random.integer(9) - 4 + (random.integer(4) === 0 ? 1e-9 : 0));
      nodes.rule.push(
        random.integer(2) * splitRule.missingGoesLeft + (isCategorical ? splitRule.categorical + truncates : 0),
      );
      const words = isCategorical ? random.integer(3) : 0;
      for (let word = 0; word < words; word++) setWords.push(random.integer(2 ** 32));
      setStart.push(setWords.length);
      for (const children of [nodes.left, nodes.right])
        open.push((child) => {
          children[node] = child;
        });
    }
    for (const set of open) set(~(leafValue.push(random.normal()) - 1));
  }
  return {
    featureCount,
    outputCount,
    precision: 'float64',
    base: Float64Array.from({ length: outputCount }, () => random.normal()),
    root: Int32Array.from(root),
    output: Int32Array.from(root, () => random.integer(outputCount)),
    feature: Int32Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    rule: Uint8Array.from(nodes.rule),
    setStart: Int32Array.from(setStart),
    setWords: Uint32Array.from(setWords),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    leafValue: Float64Array.from(leafValue),
    leafCover: new Float64Array(leafValue.length).fill(1),
  };
}

const cases = fc.record({
  treeCount: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(128, 129, 300)),
  rowCount: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(255, 256, 257, 600)),
  featureCount: fc.integer({ min: 1, max: 12 }),
  outputCount: fc.constantFrom(1, 1, 3),
  isByCategory: fc.boolean(),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

it.each([2, 32, 33, 64, 65, 256])(
  'scores rows of trees of up to %i leaves as the plain walk, to the last bit',
  (mostLeaves) => {
    fc.assert(
      fc.property(cases, ({ rowCount, seed, ...kind }) => {
        const { featureCount, outputCount } = kind;
        const random = randomStream(seed);
        const forest = randomForest({ ...kind, mostLeaves }, random);
        const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        const values = Float32Array.from(
          { length: rowCount * featureCount },
          () =>
            special[random.integer(15)] ??
            (random.integer(3) === 0 ? random.integer(99) : random.integer(19) / 2 - 4.5),
        );
        const columnOf = Int32Array.from({ length: featureCount }, (_, f) => featureCount - 1 - f);
        const score = compiledScorer(forest)!;
        const expected = decisionForestMargins(forest, values, rowCount, columnOf);
        expect(score(values, rowCount, columnOf)).toEqual(expected);
        expect(score(values, rowCount, columnOf)).toEqual(expected);
        const first = Float32Array.from({ length: featureCount }, (_, f) => values[f * rowCount]!);
        expect(score(first, 1, columnOf)).toEqual(expected.subarray(0, outputCount));
      }),
      { numRuns: 25 },
    );
  },
);
