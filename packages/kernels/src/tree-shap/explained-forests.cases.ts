import { type DecisionForest, splitRule } from '../decision-forest/decision-forest.ts';
import type { RandomStream } from '../random/random-stream.ts';

export interface RandomForestKind {
  readonly treeCount: number;
  readonly depth: number;
  readonly featureCount: number;
  readonly outputCount: number;
}

/** Random trees of up to `depth` splits below one another, which meet features again; every third split by categories. */
export function randomForest(
  { treeCount, depth, featureCount, outputCount }: RandomForestKind,
  random: RandomStream,
): DecisionForest {
  const splits: { feature: number; threshold: number; rule: number; words: number[]; left: number; right: number }[] =
    [];
  const leaves: { value: number; cover: number }[] = [];
  const grow = (level: number): number => {
    if (level === depth || (level > 0 && random.uniform() < 0.2))
      return ~(leaves.push({ value: random.normal(), cover: 1 + random.integer(50) }) - 1);
    const isCategorical = random.integer(3) === 0;
    const split = {
      feature: random.integer(featureCount),
      threshold: isCategorical ? 0 : random.integer(7) - 3,
      rule:
        random.integer(4) +
        random.integer(2) * splitRule.truncatesNegative +
        (isCategorical ? splitRule.categorical : 0),
      words: Array.from({ length: isCategorical ? random.integer(3) : 0 }, () => random.integer(2 ** 31) * 2),
      left: 0,
      right: 0,
    };
    const place = splits.push(split) - 1;
    split.left = grow(level + 1);
    split.right = grow(level + 1);
    return place;
  };
  const root = Int32Array.from({ length: treeCount }, () => grow(0));
  const setStart = new Int32Array(splits.length + 1);
  for (const [i, { words }] of splits.entries()) setStart[i + 1] = setStart[i]! + words.length;
  return {
    featureCount,
    outputCount,
    precision: 'float64',
    base: Float64Array.from({ length: outputCount }, () => random.normal()),
    root,
    output: root.map(() => random.integer(outputCount)),
    feature: Int32Array.from(splits, ({ feature }) => feature),
    threshold: Float64Array.from(splits, ({ threshold }) => threshold),
    rule: Uint8Array.from(splits, ({ rule }) => rule),
    setStart,
    setWords: Uint32Array.from(splits.flatMap(({ words }) => words)),
    left: Int32Array.from(splits, ({ left }) => left),
    right: Int32Array.from(splits, ({ right }) => right),
    leafValue: Float64Array.from(leaves, ({ value }) => value),
    leafCover: Float64Array.from(leaves, ({ cover }) => cover),
  };
}

/** Column-major rows of small numbers that meet thresholds and categories, some missing. */
export function randomRows(rowCount: number, featureCount: number, random: RandomStream): Float64Array {
  const special = [Number.NaN, 0, -0.5, 1e-36, Number.POSITIVE_INFINITY, 40];
  return new Float64Array(rowCount * featureCount).map(() => special[random.integer(24)] ?? random.integer(15) / 2 - 3);
}
