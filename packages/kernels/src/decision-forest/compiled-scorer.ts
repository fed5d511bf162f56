import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { categoryBit, categorySetBytes, isCategorical, placeCategorySets, setLimits } from './category-sets.ts';
import { compiledScoring } from './compiled-scoring.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { placeQuickTables, type QuickBlock, quickLeaves, quickTableBytes, treesPerBlock } from './quick-tables.ts';
import { type StageColumn, scoringRows, stageColumnBytes } from './scoring-stage.ts';
import { placeWalkTables, walkTableBytes } from './walk-tables.ts';

/** Margins of rows of float32 values, as `decisionForestMargins` gives them. */
export type CompiledScorer = (values: Float32Array, rowCount: number, columnOf: Int32Array) => Float64Array;

/** Tables beyond this would cost more memory than they save time. */
const mostTableBytes = 2 ** 30;

/**
 * The compiled scorer of a forest; undefined where compiled kernels cannot run or do not know what the forest asks for.
 * Batches go through QuickScorer where no tree has more than 32 leaves, else through a walk of eight rows side by side; one
 * row through a walk of eight trees side by side: of what was tried, each is the quickest there.
 */
export function compiledScorer(forest: DecisionForest): CompiledScorer | undefined {
  const setBytes = categorySetBytes(forest);
  if (setBytes === undefined || !isKnown(forest)) return undefined;
  const { outputCount } = forest;
  const treesOf = Array.from({ length: outputCount }, (_, output) => treesOfOutput(forest, output));
  const used = stageColumns(forest);
  const isQuick = treesOf.flat().every((tree) => hasFewLeaves(forest, forest.root[tree] as number));
  const stage = 1024;
  const margins = stage + used.length * stageColumnBytes;
  const masks = margins + outputCount * scoringRows * 8;
  const setsAt = masks + treesPerBlock * quickLeaves;
  const walkAt = Math.ceil((setsAt + setBytes) / 64) * 64;
  const quickAt = Math.ceil((walkAt + walkTableBytes(forest)) / 64) * 64;
  const sizeBytes = quickAt + (isQuick ? quickTableBytes(forest, used, setLimits(forest)) : 0);
  const memory = sizeBytes > mostTableBytes ? undefined : compiledMemory(compiledScoring, sizeBytes);
  if (memory === undefined) return undefined;
  const kernels = compiledScoring.kernels(memory);
  const sets = placeCategorySets(memory.buffer, setsAt, forest);
  const isByCategory = setBytes > 0 ? 1 : 0;
  const { roots, nodes, leafValues } = placeWalkTables(memory.buffer, walkAt, forest, treesOf, used, sets);
  const quickBlocks: (readonly QuickBlock[])[] = [];
  for (let output = 0, at = quickAt; isQuick && output < outputCount; output++) {
    const { blocks, end } = placeQuickTables(memory.buffer, at, forest, treesOf[output] ?? [], used, sets);
    quickBlocks.push(blocks);
    at = Math.ceil(end / 16) * 16;
  }
  const stageValues = new Float32Array(memory.buffer, stage, used.length * scoringRows);
  const stageBits = new Uint32Array(memory.buffer, stage, used.length * scoringRows);
  const { lowest, limit } = sets;
  const bitOf = (feature: number, value: number): number => categoryBit(value, lowest, limit[feature] as number);
  const marginsAt = (output: number): number => margins + output * scoringRows * 8;
  const stageMargins = Array.from(
    { length: outputCount },
    (_, output) => new Float64Array(memory.buffer, marginsAt(output), scoringRows),
  );

  const scoreOne = (values: Float32Array, columnOf: Int32Array): Float64Array => {
    for (let i = 0; i < used.length; i++) {
      const { feature, isByCategory } = used[i] as StageColumn;
      const value = values[columnOf[feature] as number] as number;
      if (isByCategory) stageBits[i * scoringRows] = bitOf(feature, value);
      else stageValues[i * scoringRows] = value;
    }
    return Float64Array.from(stageMargins, (own, output) => {
      own[0] = forest.base[output] as number;
      const treeCount = treesOf[output]?.length ?? 0;
      kernels.walkOne(
        roots[output] ?? 0,
        treeCount,
        nodes,
        leafValues,
        stage,
        used.length,
        marginsAt(output),
        isByCategory,
      );
      return own[0];
    });
  };
  const scoreStage = (output: number, rowCount: number): void => {
    const treeCount = treesOf[output]?.length ?? 0;
    if (!isQuick)
      kernels.walk(
        roots[output] ?? 0,
        treeCount,
        nodes,
        leafValues,
        stage,
        used.length,
        rowCount,
        marginsAt(output),
        isByCategory,
      );
    for (const block of quickBlocks[output] ?? [])
      kernels.quickScore(
        block.entries,
        block.entriesEnd,
        block.leafValues,
        block.leafValuesEnd,
        stage,
        rowCount,
        marginsAt(output),
        masks,
      );
  };
  return (values, rowCount, columnOf) => {
    if (rowCount === 1) return scoreOne(values, columnOf);
    const result = new Float64Array(rowCount * outputCount);
    for (let start = 0; start < rowCount; start += scoringRows) {
      const count = Math.min(scoringRows, rowCount - start);
      for (let i = 0; i < used.length; i++) {
        const { feature, isByCategory } = used[i] as StageColumn;
        const from = (columnOf[feature] as number) * rowCount + start;
        const to = i * scoringRows;
        if (!isByCategory) stageValues.set(values.subarray(from, from + count), to);
        else for (let r = 0; r < count; r++) stageBits[to + r] = bitOf(feature, values[from + r] as number);
      }
      for (const [output, own] of stageMargins.entries()) {
        own.fill(forest.base[output] as number, 0, count);
        // Eight rows at a time: what the last group has too much is not read back.
        scoreStage(output, Math.ceil(count / 8) * 8);
        for (let i = 0, at = start * outputCount + output; i < count; i++, at += outputCount)
          result[at] = own[i] as number;
      }
    }
    return result;
  };
}

/** Sums in float64, constant leaves, and no zeros that count as missing. */
function isKnown({ root, precision, linear, rule }: DecisionForest): boolean {
  const isPlain = rule.every((bits) => (bits & splitRule.zeroIsMissing) === 0);
  return root.length > 0 && precision === 'float64' && linear === undefined && isPlain;
}

function stageColumns(forest: DecisionForest): readonly StageColumn[] {
  const seen = [new Set<number>(), new Set<number>()] as const;
  for (let split = 0; split < forest.feature.length; split++)
    seen[isCategorical(forest, split) ? 1 : 0].add(forest.feature[split] as number);
  return seen.flatMap((features, kind) =>
    [...features].sort((a, b) => a - b).map((feature) => ({ feature, isByCategory: kind === 1 })),
  );
}

function treesOfOutput({ output }: DecisionForest, wanted: number): readonly number[] {
  return [...output.keys()].filter((tree) => output[tree] === wanted);
}

function hasFewLeaves({ left, right }: DecisionForest, root: number): boolean {
  const waiting = [root];
  let leaves = 0;
  for (let node = waiting.pop(); node !== undefined && leaves <= quickLeaves; node = waiting.pop())
    if (node < 0) leaves++;
    else waiting.push(left[node] as number, right[node] as number);
  return leaves <= quickLeaves;
}
