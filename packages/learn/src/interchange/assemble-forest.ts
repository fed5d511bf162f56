import { type DecisionForest, type LinearLeaves, splitRule } from '@tend/kernels';
import { maxDepth } from '../estimators/forest/max-depth.ts';
import { MalformedModel } from '../malformed-model.ts';

export interface SplitNode {
  readonly kind: 'split';
  readonly feature: number;
  readonly threshold: number;
  readonly rule: number;
  /** Bits of the categories that go left; none where the split is not categorical. */
  readonly set?: ArrayLike<number>;
  readonly left: number;
  readonly right: number;
  /** What the split brought in training; absent, or no finite number, where unknown. */
  readonly gain?: number;
}

export interface LeafNode {
  readonly kind: 'leaf';
  readonly value: number;
  readonly cover: number;
  readonly linear?: {
    readonly constant: number;
    readonly features: readonly number[];
    readonly coefficients: readonly number[];
  };
}

/** A tree as a foreign format has it: nodes by number, in any order, some perhaps deleted. */
export interface ForeignTree {
  readonly root: number;
  readonly output: number;
  /** Undefined for a number that is no node. */
  nodeAt(index: number): SplitNode | LeafNode | undefined;
}

export interface ForestShape extends Pick<DecisionForest, 'featureCount' | 'outputCount' | 'precision' | 'base'> {
  /** Place of the format's feature f among the forest's. */
  readonly placeOf: ArrayLike<number>;
}

/** 256 MB of category bits: a few numbers in a file must not claim all memory. */
const maxSetWords = 2 ** 26;

/**
 * The forest of the nodes that can be reached from the roots, parents before children. MalformedModel for a child that is no
 * node or is reached twice (a cycle), a feature that is none, a threshold or leaf that is no number.
 */
export function assembleForest(shape: ForestShape, trees: readonly ForeignTree[]): DecisionForest {
  const made = emptyColumns();
  for (const [index, tree] of trees.entries()) addTree(made, tree, shape, `tree ${index}`);
  const { featureCount, outputCount, precision, base } = shape;
  return {
    featureCount,
    outputCount,
    precision,
    base,
    root: Int32Array.from(made.root),
    output: Int32Array.from(made.output),
    feature: Int32Array.from(made.feature),
    threshold: Float64Array.from(made.threshold),
    rule: Uint8Array.from(made.rule),
    setStart: Int32Array.from([...made.setStart, made.setWords.length]),
    setWords: Uint32Array.from(made.setWords),
    left: Int32Array.from(made.left),
    right: Int32Array.from(made.right),
    leafValue: Float64Array.from(made.leafValue),
    leafCover: Float64Array.from(made.leafCover),
    // Of part of the splits gains say nothing.
    ...(made.gain.every(Number.isFinite) && { gain: Float64Array.from(made.gain) }),
    ...(made.linear.some((leaf) => leaf !== undefined) && { linear: linearLeaves(made) }),
  };
}

interface Columns {
  readonly root: number[];
  readonly output: number[];
  readonly feature: number[];
  readonly threshold: number[];
  readonly rule: number[];
  readonly setStart: number[];
  readonly setWords: number[];
  readonly left: number[];
  readonly right: number[];
  readonly gain: number[];
  readonly leafValue: number[];
  readonly leafCover: number[];
  readonly linear: LeafNode['linear'][];
}

function emptyColumns(): Columns {
  const nodes = { feature: [], threshold: [], rule: [], setStart: [], setWords: [], left: [], right: [], gain: [] };
  return { root: [], output: [], ...nodes, leafValue: [], leafCover: [], linear: [] };
}

interface Waiting {
  readonly index: number;
  readonly depth: number;
  /** Where the place of the node is written once it has one. */
  readonly put: (place: number) => void;
}

function addTree(made: Columns, tree: ForeignTree, shape: ForestShape, what: string): void {
  if (!(Number.isInteger(tree.output) && tree.output >= 0 && tree.output < shape.outputCount))
    throw new MalformedModel(`${what}, output`, `0 to ${shape.outputCount - 1}`, String(tree.output));
  made.output.push(tree.output);
  const seen = new Set<number>();
  const putRoot = (place: number): void => {
    made.root.push(place);
  };
  const waiting: Waiting[] = [{ index: tree.root, depth: 0, put: putRoot }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { index, depth, put } = next;
    const where = `${what}, node ${index}`;
    if (seen.has(index)) throw new MalformedModel(where, 'a node of one parent', 'a cycle or a second parent');
    seen.add(index);
    if (depth > maxDepth) throw new MalformedModel(where, `at most ${maxDepth} splits above it`, `${depth}`);
    const node = tree.nodeAt(index);
    if (node === undefined) throw new MalformedModel(where, 'a node of the tree', 'none');
    if (node.kind === 'leaf') {
      put(~made.leafValue.length);
      addLeaf(made, node, shape, where);
      continue;
    }
    const place = made.feature.length;
    put(place);
    addSplit(made, node, shape, where);
    const putLeft = (child: number): void => {
      made.left[place] = child;
    };
    const putRight = (child: number): void => {
      made.right[place] = child;
    };
    waiting.push({ index: node.right, depth: depth + 1, put: putRight });
    waiting.push({ index: node.left, depth: depth + 1, put: putLeft });
  }
}

function addSplit(made: Columns, node: SplitNode, { placeOf }: ForestShape, where: string): void {
  made.feature.push(placed(placeOf, node.feature, where));
  const isCategorical = (node.rule & splitRule.categorical) !== 0;
  if (!isCategorical && Number.isNaN(node.threshold))
    throw new MalformedModel(`${where}, threshold`, 'a number', 'NaN');
  made.threshold.push(isCategorical ? 0 : node.threshold);
  made.rule.push(node.rule);
  made.gain.push(node.gain ?? Number.NaN);
  made.setStart.push(made.setWords.length);
  if (!isCategorical) return;
  const words = node.set ?? [];
  if (made.setWords.length + words.length > maxSetWords)
    throw new MalformedModel(`${where}, categories`, `at most ${maxSetWords * 32} bits in all`, 'more');
  for (let i = 0; i < words.length; i++) made.setWords.push(words[i] as number);
}

function addLeaf(made: Columns, { value, cover, linear }: LeafNode, { placeOf }: ForestShape, where: string): void {
  made.leafValue.push(finite(value, `${where}, value`));
  made.leafCover.push(Number.isFinite(cover) && cover > 0 ? cover : 0);
  made.linear.push(
    linear && {
      constant: finite(linear.constant, `${where}, constant`),
      features: linear.features.map((feature) => placed(placeOf, feature, where)),
      coefficients: linear.coefficients.map((coefficient) => finite(coefficient, `${where}, coefficient`)),
    },
  );
}

function linearLeaves({ linear, leafValue }: Columns): LinearLeaves {
  const start = [0];
  for (const leaf of linear) start.push((start.at(-1) ?? 0) + (leaf?.features.length ?? 0));
  return {
    constant: Float64Array.from(linear, (leaf, i) => leaf?.constant ?? (leafValue[i] as number)),
    start: Int32Array.from(start),
    feature: Int32Array.from(linear.flatMap((leaf) => leaf?.features ?? [])),
    coefficient: Float64Array.from(linear.flatMap((leaf) => leaf?.coefficients ?? [])),
  };
}

function placed(placeOf: ArrayLike<number>, feature: number, where: string): number {
  const place = placeOf[feature];
  if (place === undefined)
    throw new MalformedModel(`${where}, feature`, `a feature from 0 to ${placeOf.length - 1}`, String(feature));
  return place;
}

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new MalformedModel(what, 'a finite number', String(value));
  return value;
}
