import { type CompiledKernels, compiledKernels, compiledMemory } from './compiled-kernels.ts';
import type { Forest } from './forest.ts';
import { mostLeaves, type QuickSplit, type QuickTables, quickTables, scoringRows } from './scoring-tables.ts';
import type { CompiledMemory } from './web-assembly.ts';

/** Margins of rows, as `forestMargins` gives them. */
export type ForestScorer = (values: Float32Array, rowCount: number, columnOf: Int32Array) => Float64Array;

/** Masks of this many trees, eight rows of 64 leaves, take 8 kB. */
const treesPerBlock = 128;
const entryBytes = 20;
const splitBytes = 16;

/** Where the parts of one scorer's memory stand, in bytes. */
interface ScorerMemory {
  readonly kernels: CompiledKernels;
  readonly memory: CompiledMemory;
  readonly stage: number;
  readonly margins: number;
  readonly masks: number;
  readonly tables: number;
}

/** The compiled scorer of a forest; undefined where compiled kernels cannot run, or the forest has no tree. */
export function compiledScorer(forest: Forest): ForestScorer | undefined {
  const treeCount = forest.splitStart.length - 1;
  if (treeCount === 0) return undefined;
  const used = [...new Set(forest.feature)].sort((a, b) => a - b);
  const leaves = mostLeaves(forest);
  return leaves <= 64 ? quickScorer(forest, used, leaves <= 32 ? 32 : 64) : walker(forest, used);
}

function quickScorer(forest: Forest, used: readonly number[], leaves: 32 | 64): ForestScorer | undefined {
  const treeCount = forest.splitStart.length - 1;
  const blocks: QuickTables[] = [];
  for (let begin = 0; begin < treeCount; begin += treesPerBlock)
    blocks.push(quickTables(forest, begin, Math.min(treeCount, begin + treesPerBlock)));
  // A split stands at most twice: where it is passed, and where missing values go right.
  const tableBytes =
    blocks.length * (used.length * entryBytes + 16) + forest.feature.length * 2 * splitBytes + treeCount * leaves * 8;
  const scorer = scorerMemory(used.length, tableBytes);
  if (scorer === undefined) return undefined;
  const { kernels, stage, margins, masks } = scorer;
  const placed = placeBlocks(scorer, forest, used, blocks, leaves);
  const score = leaves === 32 ? kernels.quickScore32 : kernels.quickScore64;
  const scoreOne = leaves === 32 ? kernels.quickScoreOne32 : kernels.quickScoreOne64;
  return staged(forest, used, scorer, (rowCount) => {
    for (const { entries, entriesEnd, leafValues, leafValuesEnd } of placed)
      if (rowCount === 1) scoreOne(entries, entriesEnd, leafValues, leafValuesEnd, stage, margins, masks);
      else score(entries, entriesEnd, leafValues, leafValuesEnd, stage, rowCount, margins, masks);
  });
}

interface PlacedBlock {
  readonly entries: number;
  readonly entriesEnd: number;
  readonly leafValues: number;
  readonly leafValuesEnd: number;
}

function placeBlocks(
  { memory, tables }: ScorerMemory,
  forest: Forest,
  used: readonly number[],
  blocks: readonly QuickTables[],
  leaves: number,
): readonly PlacedBlock[] {
  const view = new DataView(memory.buffer);
  let at = tables;
  return blocks.map((block) => {
    const leafValues = at;
    for (const order of block.leaves) {
      for (const [i, leaf] of order.entries()) view.setFloat64(at + i * 8, forest.leafValue[leaf] as number, true);
      at += leaves * 8;
    }
    const leafValuesEnd = at;
    const place = (list: readonly QuickSplit[]): readonly [number, number] => {
      const begin = at;
      for (const { tree, threshold, lowLeaves, highLeaves } of list) {
        view.setFloat32(at, threshold, true);
        view.setUint32(at + 4, tree * leaves, true);
        view.setUint32(at + 8, lowLeaves, true);
        view.setUint32(at + 12, highLeaves, true);
        at += splitBytes;
      }
      return [begin, at];
    };
    const rows = used.flatMap((feature, i) => {
      const splits = block.splits.get(feature);
      if (splits === undefined) return [];
      return [[i * scoringRows * 4, ...place(splits), ...place(splits.filter(({ missingLeft }) => !missingLeft))]];
    });
    const entries = at;
    for (const [i, word] of rows.flat().entries()) view.setUint32(entries + i * 4, word, true);
    at += Math.ceil((rows.length * entryBytes) / 16) * 16;
    return { entries, entriesEnd: entries + rows.length * entryBytes, leafValues, leafValuesEnd };
  });
}

function walker(forest: Forest, used: readonly number[]): ForestScorer | undefined {
  const treeCount = forest.splitStart.length - 1;
  const nodeCount = forest.feature.length + forest.leafValue.length;
  const scorer = scorerMemory(used.length, nodeCount * 24 + treeCount * 4);
  if (scorer === undefined) return undefined;
  const { kernels, memory, stage, margins, tables: nodes } = scorer;
  const leafValues = nodes + nodeCount * 16;
  const roots = leafValues + nodeCount * 8;
  const view = new DataView(memory.buffer);
  const columns = new Map(used.map((feature, i) => [feature, i * scoringRows * 4]));
  let free = nodes;
  const place = (node: number, at: number): void => {
    if (node < 0) {
      view.setFloat32(at, Number.POSITIVE_INFINITY, true);
      view.setUint32(at + 8, at, true);
      view.setFloat64(leafValues + (at - nodes) / 2, forest.leafValue[~node] as number, true);
      return;
    }
    const children = free;
    free += 32;
    view.setFloat32(at, forest.threshold[node] as number, true);
    view.setUint32(at + 4, columns.get(forest.feature[node] as number) ?? 0, true);
    view.setUint32(at + 8, children, true);
    view.setUint32(at + 12, forest.missingLeft[node] === 1 ? 0 : 1, true);
    place(forest.left[node] as number, children);
    place(forest.right[node] as number, children + 16);
  };
  for (let tree = 0; tree < treeCount; tree++) {
    const root = free;
    free += 16;
    view.setUint32(roots + tree * 4, root, true);
    place(forest.splitStart[tree] as number, root);
  }
  return staged(forest, used, scorer, (rowCount) => {
    if (rowCount === 1) kernels.walkOne(roots, treeCount, nodes, leafValues, stage, margins);
    else kernels.walk(roots, treeCount, nodes, leafValues, stage, rowCount, margins);
  });
}

function scorerMemory(usedCount: number, tableBytes: number): ScorerMemory | undefined {
  const stage = 1024;
  const margins = stage + usedCount * scoringRows * 4;
  const masks = margins + scoringRows * 8;
  const tables = masks + treesPerBlock * 64;
  const memory = compiledMemory(tables + tableBytes);
  return memory && { kernels: compiledKernels(memory), memory, stage, margins, masks, tables };
}

/** Brings the columns that the forest looks at into the stage, some rows at a time, and the margins back. */
function staged(
  forest: Forest,
  used: readonly number[],
  { memory, stage, margins }: ScorerMemory,
  score: (rowCount: number) => void,
): ForestScorer {
  const stageValues = new Float32Array(memory.buffer, stage, used.length * scoringRows);
  const stageMargins = new Float64Array(memory.buffer, margins, scoringRows);
  return (values, rowCount, columnOf) => {
    const result = new Float64Array(rowCount);
    if (rowCount === 1) {
      for (let i = 0; i < used.length; i++)
        stageValues[i * scoringRows] = values[columnOf[used[i] as number] as number] as number;
      stageMargins[0] = forest.base;
      score(1);
      result[0] = stageMargins[0] as number;
      return result;
    }
    for (let start = 0; start < rowCount; start += scoringRows) {
      const count = Math.min(scoringRows, rowCount - start);
      for (let i = 0; i < used.length; i++) {
        const from = (columnOf[used[i] as number] as number) * rowCount + start;
        stageValues.set(values.subarray(from, from + count), i * scoringRows);
      }
      stageMargins.fill(forest.base, 0, count);
      // Eight rows at a time: what the last group has too much is not read back.
      score(Math.ceil(count / 8) * 8);
      result.set(stageMargins.subarray(0, count), start);
    }
    return result;
  };
}
