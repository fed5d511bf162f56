import { splitRule } from '@tend/kernels';
import { MalformedModel } from '../../malformed-model.ts';
import type { ForeignTree, LeafNode, SplitNode } from '../assemble-forest.ts';
import { type Fields, integerOf, integersOf, numbersOf, textOf, wordsOf } from './read-lightgbm-text.ts';

/** More leaves than any text could list. */
const maxLeaves = 2 ** 31 - 1;

/** One tree of a LightGBM model that adds to `output`, each leaf times `scale`. Source: LightGBM 4, tree.h and tree.cpp. */
export function lightgbmTree(fields: Fields, output: number, scale: number, what: string): ForeignTree {
  const leafCount = integerOf(fields, 'num_leaves', 1, maxLeaves, what);
  const leafAt = readLeaves(fields, leafCount, scale, what);
  if (leafCount === 1) return { root: -1, output, nodeAt: (index) => (index === -1 ? leafAt(0) : undefined) };
  const splitAt = readSplits(fields, leafCount - 1, what);
  return { root: 0, output, nodeAt: (index) => (index < 0 ? leafAt(~index) : splitAt(index)) };
}

function readSplits(fields: Fields, count: number, what: string): (index: number) => SplitNode | undefined {
  const feature = integersOf(fields, 'split_feature', count, what);
  const threshold = numbersOf(fields, 'threshold', count, what);
  const decision = integersOf(fields, 'decision_type', count, what);
  const left = integersOf(fields, 'left_child', count, what);
  const right = integersOf(fields, 'right_child', count, what);
  // Only importances read it: a model whose gains are unreadable is still a model.
  const gain = wordsOf(fields.get('split_gain') ?? '').map(Number);
  const sets = readSets(fields, what);
  return (index) => {
    if (!(index < count)) return undefined;
    const kind = decision[index] as number;
    if (!(kind >= 0 && kind < 16 && kind >> 2 < 3))
      throw new MalformedModel(`${what}, decision_type`, 'a decision of LightGBM', String(kind));
    const isCategorical = (kind & 1) !== 0;
    const at = threshold[index] as number;
    const node = {
      kind: 'split' as const,
      feature: feature[index] as number,
      threshold: at,
      left: left[index] as number,
      right: right[index] as number,
      gain: gain[index] ?? Number.NaN,
    };
    // A missing category is in no set, whatever the missing type says.
    if (isCategorical)
      return { ...node, rule: splitRule.categorical | splitRule.truncatesNegative, set: setOf(sets, at, what) };
    return { ...node, rule: numericRule(kind, at) };
  };
}

/** Missing type 0 takes missing for the number 0; 1 takes zero for missing; 2 knows missing from all numbers. */
function numericRule(decision: number, threshold: number): number {
  const missingType = decision >> 2;
  if (missingType === 0) return threshold >= 0 ? splitRule.missingGoesLeft : 0;
  const missing = (decision & 2) !== 0 ? splitRule.missingGoesLeft : 0;
  return missingType === 1 ? missing | splitRule.zeroIsMissing : missing;
}

interface Sets {
  readonly start: ArrayLike<number>;
  readonly words: Float64Array;
}

function readSets(fields: Fields, what: string): Sets {
  const count = integerOf(fields, 'num_cat', 0, maxLeaves, what);
  if (count === 0) return { start: [0], words: new Float64Array() };
  const start = integersOf(fields, 'cat_boundaries', count + 1, what);
  const words = integersOf(fields, 'cat_threshold', start[count] as number, what);
  const isRising = start[0] === 0 && start.every((at, i) => i === 0 || at >= (start[i - 1] as number));
  if (!isRising) throw new MalformedModel(`${what}, cat_boundaries`, 'rising numbers from 0', 'others');
  const wrong = words.find((word) => !(word >= 0 && word < 2 ** 32));
  if (wrong !== undefined) throw new MalformedModel(`${what}, cat_threshold`, 'words of 32 bits', String(wrong));
  return { start, words };
}

function setOf({ start, words }: Sets, index: number, what: string): Float64Array {
  const from = start[index];
  const to = start[index + 1];
  if (from === undefined || to === undefined)
    throw new MalformedModel(`${what}, threshold`, `a category set from 0 to ${start.length - 2}`, String(index));
  return words.subarray(from, to);
}

function readLeaves(
  fields: Fields,
  count: number,
  scale: number,
  what: string,
): (leaf: number) => LeafNode | undefined {
  const value = numbersOf(fields, 'leaf_value', count, what);
  // A tree of one leaf has no counts.
  const cover = fields.get('leaf_count') ? numbersOf(fields, 'leaf_count', count, what) : undefined;
  const linearAt = fields.get('is_linear') === '1' ? readLinear(fields, count, scale, what) : undefined;
  return (leaf) => {
    if (!(leaf < count)) return undefined;
    const linear = linearAt?.(leaf);
    return {
      kind: 'leaf',
      value: scale * (value[leaf] as number),
      cover: cover?.[leaf] ?? 0,
      ...(linear && { linear }),
    };
  };
}

function readLinear(
  fields: Fields,
  count: number,
  scale: number,
  what: string,
): (leaf: number) => NonNullable<LeafNode['linear']> {
  const constant = numbersOf(fields, 'leaf_const', count, what);
  const sizes = integersOf(fields, 'num_features', count, what);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const features = total === 0 ? new Float64Array() : integersOf(fields, 'leaf_features', total, what);
  const coefficients = total === 0 ? new Float64Array() : numbersOf(fields, 'leaf_coeff', total, what);
  if (sizes.some((size) => size < 0))
    throw new MalformedModel(`${what}, num_features`, 'counts', textOf(fields, 'num_features', what));
  const start = new Float64Array(count + 1);
  for (const [leaf, size] of sizes.entries()) start[leaf + 1] = (start[leaf] as number) + size;
  return (leaf) => {
    const from = start[leaf] as number;
    const to = start[leaf + 1] as number;
    return {
      constant: scale * (constant[leaf] as number),
      features: [...features.subarray(from, to)],
      coefficients: Array.from(coefficients.subarray(from, to), (coefficient) => scale * coefficient),
    };
  };
}
