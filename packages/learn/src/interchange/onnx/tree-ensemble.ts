import { type DecisionForest, floatBelow, splitRule } from '@tend/kernels';

import type { OnnxGraph } from './onnx-graph.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/**
 * Margins of a forest for the float32 matrix `features`, as a TreeEnsembleRegressor: rows x outputs. Category sets become
 * chains of equalities. Thresholds are rounded down to float32, which changes no answer for a float32 value; sums are of
 * float32. UnsupportedExport for linear leaves.
 */
export function treeEnsemble(graph: OnnxGraph, forest: DecisionForest, features: string): string {
  if (forest.linear) throw new UnsupportedExport('linear leaves', 'ai.onnx.ml knows constant ones only');
  const nodes = emptyNodes();
  for (const [tree, root] of forest.root.entries()) addTree(nodes, forest, tree, root);
  const ints = (value: readonly number[]) => ({ kind: 'ints', value }) as const;
  const floats = (value: ArrayLike<number>) => ({ kind: 'floats', value }) as const;
  return graph.mlNode('TreeEnsembleRegressor', [features], {
    nodes_treeids: ints(nodes.tree),
    nodes_nodeids: ints(nodes.id),
    nodes_featureids: ints(nodes.feature),
    nodes_modes: { kind: 'strings', value: nodes.mode },
    nodes_values: floats(nodes.value),
    nodes_truenodeids: ints(nodes.whenTrue),
    nodes_falsenodeids: ints(nodes.whenFalse),
    nodes_missing_value_tracks_true: ints(nodes.missingIsTrue),
    target_treeids: ints(nodes.targetTree),
    target_nodeids: ints(nodes.targetNode),
    target_ids: ints(nodes.targetOutput),
    target_weights: floats(nodes.targetWeight),
    n_targets: { kind: 'int', value: forest.outputCount },
    base_values: floats(forest.base),
  });
}

type Mode = 'BRANCH_LEQ' | 'BRANCH_EQ' | 'LEAF';

function emptyNodes() {
  return {
    tree: [] as number[],
    id: [] as number[],
    feature: [] as number[],
    mode: [] as Mode[],
    value: [] as number[],
    whenTrue: [] as number[],
    whenFalse: [] as number[],
    missingIsTrue: [] as number[],
    targetTree: [] as number[],
    targetNode: [] as number[],
    targetOutput: [] as number[],
    targetWeight: [] as number[],
  };
}

type Nodes = ReturnType<typeof emptyNodes>;

/** One test of a value; a split may need several, of which the false branch of one leads to the next. */
interface Test {
  readonly mode: Mode;
  readonly value: number;
  readonly isMissingTrue: boolean;
  /** Where a true answer leads, and a false one of the last test. */
  readonly side: 'left' | 'right';
}

function addTree(nodes: Nodes, forest: DecisionForest, tree: number, root: number): void {
  const idOf = new Map<number, number>();
  const order = preorder(forest, root);
  let nextId = 0;
  const tests = order.map((node) => (node < 0 ? [] : testsOf(forest, node)));
  for (const [i, node] of order.entries()) {
    idOf.set(node, nextId);
    nextId += Math.max(1, tests[i]?.length ?? 0);
  }
  for (const [i, node] of order.entries()) {
    const id = idOf.get(node) as number;
    if (node < 0) {
      addNode(nodes, tree, id, 0, { mode: 'LEAF', value: 0, isMissingTrue: false, side: 'left' }, 0, 0);
      nodes.targetTree.push(tree);
      nodes.targetNode.push(id);
      nodes.targetOutput.push(forest.output[tree] as number);
      nodes.targetWeight.push(forest.leafValue[~node] as number);
      continue;
    }
    const left = idOf.get(forest.left[node] as number) as number;
    const right = idOf.get(forest.right[node] as number) as number;
    const chain = tests[i] as readonly Test[];
    for (const [place, test] of chain.entries()) {
      const whenTrue = test.side === 'left' ? left : right;
      const whenFalse = place + 1 < chain.length ? id + place + 1 : right;
      addNode(nodes, tree, id + place, forest.feature[node] as number, test, whenTrue, whenFalse);
    }
  }
}

function addNode(
  nodes: Nodes,
  tree: number,
  id: number,
  feature: number,
  test: Test,
  whenTrue: number,
  whenFalse: number,
): void {
  nodes.tree.push(tree);
  nodes.id.push(id);
  nodes.feature.push(feature);
  nodes.mode.push(test.mode);
  nodes.value.push(test.value);
  nodes.whenTrue.push(whenTrue);
  nodes.whenFalse.push(whenFalse);
  nodes.missingIsTrue.push(test.isMissingTrue ? 1 : 0);
}

/** The tests that take a value to the left, if any is true, else to the right. */
function testsOf(forest: DecisionForest, split: number): readonly Test[] {
  const rule = forest.rule[split] as number;
  const isMissingLeft = (rule & splitRule.missingGoesLeft) !== 0;
  if ((rule & splitRule.categorical) !== 0) return categoryTests(forest, split, isMissingLeft);
  const threshold = forest.threshold[split] as number;
  const compare: Test = {
    mode: 'BRANCH_LEQ',
    value: floatBelow(threshold),
    isMissingTrue: isMissingLeft,
    side: 'left',
  };
  const isZeroLeft = 0 <= threshold;
  if ((rule & splitRule.zeroIsMissing) === 0 || isZeroLeft === isMissingLeft) return [compare];
  // Zero goes where missing goes, though its size says otherwise.
  return [{ mode: 'BRANCH_EQ', value: 0, isMissingTrue: true, side: isMissingLeft ? 'left' : 'right' }, compare];
}

function categoryTests({ setStart, setWords }: DecisionForest, split: number, isMissingLeft: boolean): readonly Test[] {
  const tests: Test[] = [];
  const start = setStart[split] as number;
  for (let word = start; word < (setStart[split + 1] as number); word++)
    for (let bit = 0; bit < 32; bit++)
      if ((((setWords[word] as number) >>> bit) & 1) === 1)
        tests.push({ mode: 'BRANCH_EQ', value: (word - start) * 32 + bit, isMissingTrue: isMissingLeft, side: 'left' });
  // A set of none: only what is missing may go left.
  if (tests.length === 0)
    tests.push({ mode: 'BRANCH_LEQ', value: Number.NEGATIVE_INFINITY, isMissingTrue: isMissingLeft, side: 'left' });
  return tests;
}

function preorder({ left, right }: DecisionForest, root: number): readonly number[] {
  const order: number[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node);
    if (node >= 0) waiting.push(right[node] as number, left[node] as number);
  }
  return order;
}
