import { nextBelow, splitRule } from '@tend/kernels';
import { MalformedModel } from '../../malformed-model.ts';
import type { ForeignTree, LeafNode, SplitNode } from '../assemble-forest.ts';

import { countOf, memberOf, numbersOf, optionalOf } from './read-document.ts';

const maxNodes = 2 ** 31 - 1;
/** XGBoost keeps categories in float32, exact up to here. */
const maxCategory = 2 ** 24;

/** One tree of an XGBoost model that adds to `output`, each leaf times `weight`. Source: XGBoost 3, tree_model.cc, predict_fn.h. */
export function xgboostTree(tree: unknown, output: number, weight: number, what: string): ForeignTree {
  const parameters = memberOf(tree, 'tree_param', what);
  const count = countOf(memberOf(parameters, 'num_nodes', what), maxNodes, `${what}.num_nodes`);
  const leafSize = countOf(optionalOf(parameters, 'size_leaf_vector') ?? '0', maxNodes, `${what}.size_leaf_vector`);
  if (leafSize > 1)
    throw new MalformedModel(what, 'trees of one output each', `leaves of ${leafSize} (multi_output_tree)`);
  const listOf = (key: string): Float64Array => numbersOf(memberOf(tree, key, what), `${what}.${key}`, count);
  const left = listOf('left_children');
  const right = listOf('right_children');
  const feature = listOf('split_indices');
  const condition = listOf('split_conditions');
  const defaultLeft = listOf('default_left');
  const cover = optionalOf(tree, 'sum_hessian') === undefined ? undefined : listOf('sum_hessian');
  const gain = optionalOf(tree, 'loss_changes') === undefined ? undefined : listOf('loss_changes');
  const setAt = readSets(tree, count, what);

  const leafAt = (index: number): LeafNode => ({
    kind: 'leaf',
    value: Math.fround(Math.fround(condition[index] as number) * weight),
    cover: Math.fround(cover?.[index] ?? 0),
  });
  const splitAt = (index: number): SplitNode => {
    const node = {
      kind: 'split' as const,
      feature: feature[index] as number,
      gain: Math.fround(gain?.[index] ?? Number.NaN),
    };
    const ends = { left: left[index] as number, right: right[index] as number };
    const isMissingLeft = defaultLeft[index] === 1;
    const set = setAt(index);
    if (set === undefined) {
      // XGBoost sends v < t to the left: among float32 the same as v <= the number below t.
      const threshold = nextBelow(Math.fround(condition[index] as number));
      return { ...node, ...ends, threshold, rule: isMissingLeft ? splitRule.missingGoesLeft : 0 };
    }
    // XGBoost sends the categories of the set to the right; here they go left.
    const rule = splitRule.categorical | (isMissingLeft ? 0 : splitRule.missingGoesLeft);
    return { ...node, left: ends.right, right: ends.left, threshold: 0, rule, set };
  };
  return {
    root: 0,
    output,
    nodeAt: (index) => {
      if (!(Number.isInteger(index) && index >= 0 && index < count)) return undefined;
      return left[index] === -1 ? leafAt(index) : splitAt(index);
    },
  };
}

/** The set of each categorical split, as bits. */
function readSets(tree: unknown, nodeCount: number, what: string): (node: number) => Uint32Array | undefined {
  const types = optionalOf(tree, 'split_type');
  // Before 1.5 a tree had no types.
  if (types === undefined) return () => undefined;
  const type = numbersOf(types, `${what}.split_type`, nodeCount);
  if (!type.includes(1)) return () => undefined;
  const nodes = numbersOf(memberOf(tree, 'categories_nodes', what), `${what}.categories_nodes`);
  const starts = numbersOf(memberOf(tree, 'categories_segments', what), `${what}.categories_segments`, nodes.length);
  const sizes = numbersOf(memberOf(tree, 'categories_sizes', what), `${what}.categories_sizes`, nodes.length);
  const categories = numbersOf(memberOf(tree, 'categories', what), `${what}.categories`);
  const placeOf = new Map(Array.from(nodes, (node, place) => [node, place]));
  return (node) => {
    if (type[node] !== 1) return undefined;
    const place = placeOf.get(node);
    if (place === undefined) throw new MalformedModel(`${what}.categories_nodes`, `node ${node}`, 'none');
    const start = starts[place] as number;
    const end = start + (sizes[place] as number);
    if (!(start >= 0 && end >= start && end <= categories.length))
      throw new MalformedModel(
        `${what}.categories_sizes`,
        `a part of ${categories.length} categories`,
        `${start} to ${end}`,
      );
    return bitsOf(categories.subarray(start, end), what);
  };
}

function bitsOf(categories: Float64Array, what: string): Uint32Array {
  const wrong = categories.find((category) => !(Number.isInteger(category) && category >= 0 && category < maxCategory));
  if (wrong !== undefined) throw new MalformedModel(`${what}.categories`, `codes below ${maxCategory}`, String(wrong));
  const most = categories.reduce((max, category) => Math.max(max, category), -1);
  const words = new Uint32Array(Math.floor(most / 32) + 1);
  for (const category of categories) {
    const word = Math.floor(category / 32);
    words[word] = (words[word] as number) | (1 << (category % 32));
  }
  return words;
}
