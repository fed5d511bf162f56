import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { compiledScoring } from './compiled-scoring.ts';
import type { Forest } from './forest.ts';
import { placeQuickTables, quickLeaves, quickTableBytes, treesPerBlock } from './quick-tables.ts';
import { scoringRows, stageColumnBytes } from './scoring-stage.ts';
import { placeWalkTables, walkTableBytes } from './walk-tables.ts';

/** Margins of rows, as `forestMargins` gives them. */
export type ForestScorer = (values: Float32Array, rowCount: number, columnOf: Int32Array) => Float64Array;

/**
 * The compiled scorer of a forest; undefined where compiled kernels cannot run, or the forest has no tree. Batches go through
 * QuickScorer where no tree has more than 32 leaves, else through a walk of eight rows side by side; one row through a walk
 * of eight trees side by side: of what was tried, each is the quickest there.
 */
export function compiledScorer(forest: Forest): ForestScorer | undefined {
  const treeCount = forest.splitStart.length - 1;
  if (treeCount === 0) return undefined;
  const used = [...new Set(forest.feature)].sort((a, b) => a - b);
  const isQuick = mostLeaves(forest) <= quickLeaves;
  const stage = 1024;
  const margins = stage + used.length * stageColumnBytes;
  const masks = margins + scoringRows * 8;
  const walkAt = masks + treesPerBlock * quickLeaves;
  const quickAt = Math.ceil((walkAt + walkTableBytes(forest)) / 64) * 64;
  const memory = compiledMemory(compiledScoring, quickAt + (isQuick ? quickTableBytes(forest, used.length) : 0));
  if (memory === undefined) return undefined;
  const kernels = compiledScoring.kernels(memory);
  const { roots, nodes, leafValues } = placeWalkTables(memory.buffer, walkAt, forest, used);
  const blocks = isQuick ? placeQuickTables(memory.buffer, quickAt, forest, used) : [];
  const stageValues = new Float32Array(memory.buffer, stage, used.length * scoringRows);
  const stageMargins = new Float64Array(memory.buffer, margins, scoringRows);

  const scoreOne = (values: Float32Array, columnOf: Int32Array): number => {
    for (let i = 0; i < used.length; i++)
      stageValues[i * scoringRows] = values[columnOf[used[i] as number] as number] as number;
    stageMargins[0] = forest.base;
    kernels.walkOne(roots, treeCount, nodes, leafValues, stage, used.length, margins);
    return stageMargins[0] as number;
  };
  const scoreStage = (rowCount: number): void => {
    if (!isQuick) kernels.walk(roots, treeCount, nodes, leafValues, stage, used.length, rowCount, margins);
    for (const block of blocks)
      kernels.quickScore(
        block.entries,
        block.entriesEnd,
        block.leafValues,
        block.leafValuesEnd,
        stage,
        rowCount,
        margins,
        masks,
      );
  };
  return (values, rowCount, columnOf) => {
    if (rowCount === 1) return Float64Array.of(scoreOne(values, columnOf));
    const result = new Float64Array(rowCount);
    for (let start = 0; start < rowCount; start += scoringRows) {
      const count = Math.min(scoringRows, rowCount - start);
      for (let i = 0; i < used.length; i++) {
        const from = (columnOf[used[i] as number] as number) * rowCount + start;
        stageValues.set(values.subarray(from, from + count), i * scoringRows);
      }
      stageMargins.fill(forest.base, 0, count);
      // Eight rows at a time: what the last group has too much is not read back.
      scoreStage(Math.ceil(count / 8) * 8);
      result.set(stageMargins.subarray(0, count), start);
    }
    return result;
  };
}

function mostLeaves({ leafStart }: Forest): number {
  let most = 0;
  for (let tree = 0; tree + 1 < leafStart.length; tree++)
    most = Math.max(most, (leafStart[tree + 1] as number) - (leafStart[tree] as number));
  return most;
}
