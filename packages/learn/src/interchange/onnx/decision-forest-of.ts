import { type DecisionForest, type Forest, splitRule } from '@tend/kernels';

/** A forest that was grown here, as a general one: the same answers. */
export function decisionForestOf(forest: Forest): DecisionForest {
  const treeCount = forest.splitStart.length - 1;
  return {
    featureCount: forest.featureCount,
    outputCount: 1,
    precision: 'float64',
    base: Float64Array.of(forest.base),
    root: forest.splitStart.slice(0, treeCount),
    output: new Int32Array(treeCount),
    feature: forest.feature,
    threshold: Float64Array.from(forest.threshold),
    rule: forest.missingLeft.map((isLeft) => (isLeft === 1 ? splitRule.missingGoesLeft : 0)),
    setStart: new Int32Array(forest.feature.length + 1),
    setWords: new Uint32Array(),
    left: forest.left,
    right: forest.right,
    leafValue: forest.leafValue,
    leafCover: Float64Array.from(forest.leafRows),
  };
}
