import { expect, it } from 'vitest';
import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { forestExplainer } from './forest-explainer.ts';
import { interactionExplainer } from './interaction-explainer.ts';
import { interventionalExplainer } from './interventional-explainer.ts';
import type { ForestRows } from './path-patterns.ts';
import reference from './random-forest-shap.reference.json' with { type: 'json' };

/** The trees of scikit-learn, deep and with leaves of single rows, in one forest. */
function forestOf({ trees, featureCount }: typeof reference): DecisionForest {
  const nodes = trees.flatMap((tree) => {
    const isLeaf = tree.left.map((left) => left === -1);
    return tree.feature.map((_, i) => ({ tree, i, isLeaf: isLeaf[i]! }));
  });
  const splits = nodes.filter(({ isLeaf }) => !isLeaf);
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const placeOf = (tree: (typeof trees)[number], i: number): number => {
    const isNode = (node: { tree: unknown; i: number }): boolean => node.tree === tree && node.i === i;
    const split = splits.findIndex(isNode);
    return split < 0 ? ~leaves.findIndex(isNode) : split;
  };
  return {
    featureCount,
    outputCount: 1,
    precision: 'float64',
    base: new Float64Array(1),
    root: Int32Array.from(trees, (tree) => placeOf(tree, 0)),
    output: new Int32Array(trees.length),
    feature: Int32Array.from(splits, ({ tree, i }) => tree.feature[i]!),
    threshold: Float64Array.from(splits, ({ tree, i }) => tree.threshold[i]!),
    rule: new Uint8Array(splits.length),
    setStart: new Int32Array(splits.length + 1),
    setWords: new Uint32Array(),
    left: Int32Array.from(splits, ({ tree, i }) => placeOf(tree, tree.left[i]!)),
    right: Int32Array.from(splits, ({ tree, i }) => placeOf(tree, tree.right[i]!)),
    leafValue: Float64Array.from(leaves, ({ tree, i }) => tree.value[i]!),
    leafCover: Float64Array.from(leaves, ({ tree, i }) => tree.cover[i]!),
  };
}

function rowsOf(rows: readonly (readonly number[])[]): ForestRows {
  const width = rows[0]!.length;
  const values = Float64Array.from(
    { length: rows.length * width },
    (_, at) => rows[at % rows.length]![Math.floor(at / rows.length)]!,
  );
  return { values, rowCount: rows.length, columnOf: Int32Array.from({ length: width }, (_, f) => f) };
}

const forest = forestOf(reference);
const rows = rowsOf(reference.rows);
const explained = forestExplainer(forest)!.explain(rows.values, rows.rowCount, rows.columnOf, 0);

function expectClose(came: Float64Array, expected: readonly number[], tolerance = 1e-10): void {
  expect(came).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(came[i]! - value)).toBeLessThan(tolerance);
}

it('explains a random forest of scikit-learn as shap does', () => {
  expectClose(explained.margins, reference.margins);
  expectClose(explained.contributions, reference.contributions.flat());
  expectClose(forestExplainer(forest)!.expected, [reference.expected]);
});

it('gives the interaction values of shap', () => {
  expectClose(interactionExplainer(forest)!.explain(rows, 0, explained.contributions), reference.interactions.flat(2));
});

it('gives the interventional values of shap', () => {
  const explainer = interventionalExplainer(forest, rowsOf(reference.background))!;
  // shap keeps the sums of a path in float32 here.
  expectClose(explainer.explain(rows, 0).contributions, reference.interventional.flat(), 1e-7);
  expect(explainer.base(0)).toBeCloseTo(reference.interventionalExpected, 12);
});
