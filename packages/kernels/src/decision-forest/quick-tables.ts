import { floatBelow } from '../math/float-below.ts';
import { type CategorySets, isCategorical } from './category-sets.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { type StageColumn, stageColumnBytes } from './scoring-stage.ts';

/** Most leaves of a tree whose leaves are the bits of one word. */
export const quickLeaves = 32;
/** Masks of this many trees, for eight rows, take 4 kB. */
export const treesPerBlock = 128;

const entryBytes = 36;
const splitBytes = 16;

/** Some trees as the compiled `quickScore` reads them: addresses of their parts. */
export interface QuickBlock {
  readonly entries: number;
  readonly entriesEnd: number;
  readonly leafValues: number;
  readonly leafValuesEnd: number;
}

interface QuickSplit {
  readonly tree: number;
  readonly threshold: number;
  /** The leaves, counted from the left, that a row sent right cannot come to. */
  readonly leaves: number;
  readonly isMissingRight: boolean;
  /** The address of its set; 0: it is by number. */
  readonly set: number;
}

/** Bytes that `placeQuickTables` needs at most for all outputs of a forest that looks at these columns. */
export function quickTableBytes(
  forest: DecisionForest,
  columns: readonly StageColumn[],
  limit: CategorySets['limit'],
): number {
  const { root, outputCount, feature } = forest;
  const columnCount = columns.length;
  const blockCount = Math.ceil(root.length / treesPerBlock) + outputCount;
  const splitsOf = new Uint32Array(limit.length);
  for (let split = 0; split < feature.length; split++) (splitsOf[feature[split] as number] as number)++;
  const sides = columns.reduce((sum, { feature: of, isByCategory }) => {
    const words = Math.ceil((splitsOf[of] as number) / 32) + blockCount;
    return sum + (isByCategory ? words * 4 * (limit[of] as number) : 0);
  }, 0);
  // A split stands at most twice: where it is passed, and where missing values go right.
  const entries = blockCount * (columnCount * entryBytes + 16);
  return entries + feature.length * 2 * splitBytes + root.length * quickLeaves * 8 + sides;
}

/**
 * Writes the tables of QuickScorer for the given trees of at most 32 leaves from address `start` on. A block holds the leaf values of its
 * trees from left to right, its splits by column of the stage, ascending by threshold, and an entry for each column that it
 * looks at. Source: Lucchese et al. 2015.
 */
export function placeQuickTables(
  memory: ArrayBufferLike,
  start: number,
  forest: DecisionForest,
  trees: readonly number[],
  columns: readonly StageColumn[],
  sets: CategorySets,
): { readonly blocks: readonly QuickBlock[]; readonly end: number } {
  const view = new DataView(memory);
  const blocks: QuickBlock[] = [];
  let at = start;
  const place = (splits: readonly QuickSplit[]): readonly [number, number] => {
    const begin = at;
    for (const { tree, threshold, leaves } of splits) {
      view.setFloat32(at, threshold, true);
      view.setUint32(at + 4, tree * quickLeaves, true);
      view.setUint32(at + 8, leaves, true);
      at += splitBytes;
    }
    return [begin, at];
  };
  for (let begin = 0; begin < trees.length; begin += treesPerBlock) {
    const inBlock = trees.slice(begin, begin + treesPerBlock);
    const { leaves, splits } = splitsByFeature(forest, inBlock, sets);
    const leafValues = at;
    for (const [tree, order] of leaves.entries())
      for (const [i, leaf] of order.entries())
        view.setFloat64(leafValues + (tree * quickLeaves + i) * 8, forest.leafValue[leaf] as number, true);
    const leafValuesEnd = leafValues + inBlock.length * quickLeaves * 8;
    at = leafValuesEnd;
    const words = columns.flatMap(({ feature, isByCategory }, column) => {
      const list = (splits.get(feature) ?? []).filter(({ set }) => (set !== 0) === isByCategory);
      if (list.length === 0) return [];
      const numeric = isByCategory ? [] : list;
      const missingRight = numeric.filter(({ isMissingRight }) => isMissingRight);
      const lists = [...place(numeric), ...place(missingRight), ...place(isByCategory ? list : [])];
      const table = at;
      const stride = isByCategory ? Math.ceil(list.length / 32) * 4 : 0;
      at += stride * (sets.limit[feature] as number);
      if (isByCategory) placeSides(memory, table, stride, list, sets.limit[feature] as number);
      return [column * stageColumnBytes, ...lists, table, stride];
    });
    const entries = at;
    for (const [i, word] of words.entries()) view.setUint32(entries + i * 4, word, true);
    at += Math.ceil((words.length * 4) / 16) * 16;
    blocks.push({ entries, entriesEnd: entries + words.length * 4, leafValues, leafValuesEnd });
  }
  return { blocks, end: at };
}

/**
 * For each bit of a feature's sets `stride` bytes: which of the splits send it right, a bit each, the first the highest of the
 * first word.
 */
function placeSides(
  memory: ArrayBufferLike,
  table: number,
  stride: number,
  splits: readonly QuickSplit[],
  limit: number,
): void {
  const words = new Uint32Array(memory, table, (stride / 4) * limit);
  for (const [i, { set }] of splits.entries()) {
    const left = new Uint32Array(memory, set, limit / 32);
    for (let bit = 0; bit < limit; bit++)
      if ((((left[bit >> 5] as number) >>> (bit & 31)) & 1) === 0)
        (words[(bit * stride) / 4 + (i >> 5)] as number) |= 1 << (31 - (i & 31));
  }
}

/** Leaves of some trees from left to right, as indexes of the forest, and their splits. */
function splitsByFeature(
  forest: DecisionForest,
  trees: readonly number[],
  sets: CategorySets,
): { leaves: readonly (readonly number[])[]; splits: ReadonlyMap<number, readonly QuickSplit[]> } {
  const leaves: number[][] = [];
  const splits = new Map<number, QuickSplit[]>();
  for (const [place, tree] of trees.entries()) {
    const order: number[] = [];
    const visit = (node: number): void => {
      if (node < 0) {
        order.push(~node);
        return;
      }
      const first = order.length;
      visit(forest.left[node] as number);
      const feature = forest.feature[node] as number;
      const list = splits.get(feature) ?? [];
      splits.set(feature, list);
      list.push({
        tree: place,
        threshold: floatBelow(forest.threshold[node] as number),
        leaves: (lowestBits(order.length) & ~lowestBits(first)) >>> 0,
        isMissingRight: ((forest.rule[node] as number) & splitRule.missingGoesLeft) === 0,
        set: isCategorical(forest, node) ? (sets.address[node] as number) : 0,
      });
      visit(forest.right[node] as number);
    };
    visit(forest.root[tree] as number);
    leaves.push(order);
  }
  // Infinities of one sign differ by NaN: they are equal.
  for (const list of splits.values()) list.sort((a, b) => a.threshold - b.threshold || 0);
  return { leaves, splits };
}

function lowestBits(count: number): number {
  return count >= 32 ? -1 : (1 << count) - 1;
}
