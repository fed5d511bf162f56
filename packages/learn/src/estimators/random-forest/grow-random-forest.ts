import {
  allocateForestMemory,
  type DecisionForest,
  type ForestKernels,
  forestKernels,
  forestLayout,
  memoryLimitBytes,
  randomStream,
} from '@tend/kernels';
import type { ColumnData, ColumnSource, FitContext } from '../../estimator.ts';
import { columnReader } from '../column-reader.ts';
import { type FlatTree, forestOf } from '../forest/forest-of.ts';
import { InvalidData } from '../invalid-data.ts';
import { runTogether } from '../run-together.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { codedColumn, codingFinder, type FeatureCoding } from './feature-coding.ts';
import { type ForestTask, forestProgram } from './forest-program.ts';
import type { RandomForestSettings } from './random-forest-parameters.ts';
import { targetSteps } from './target-steps.ts';
import { trainingRows } from './training-rows.ts';
import { type TreeReading, treesOf } from './trees-of.ts';

/** A grown forest, and what each training row gets from the trees that have not seen it. */
export interface GrownForest {
  readonly forest: DecisionForest;
  /** rows x outputs: means over the trees that a row was out of the bag of, NaN where there is none; none without bootstrap. */
  readonly outOfBag?: Float64Array;
}

/** With fewer cells of rows and features the threads would spend their time waiting for each other. */
export const fewestCellsForThreads: number = 100_000;

/**
 * Trees on bins, each grown to the end by one thread: Breiman's random forest (2001), or with `hasRandomThresholds` the
 * extremely randomised trees of Geurts et al. (2006). The number of threads does not change the forest.
 */
export function growRandomForest(
  settings: RandomForestSettings,
  data: ColumnData,
  context: FitContext,
  hasRandomThresholds: boolean,
): GrownForest {
  throwIfAborted(context.signal);
  const { x, task = 'binary', classCount = 0 } = data;
  const { targets, weights, rows } = trainingRows(data);
  const rowCount = weights.length;
  const featureCount = x.features.length;
  const isLarge = rowCount * featureCount >= fewestCellsForThreads;
  const threads = isLarge && context.threads !== undefined && context.threads.size > 1 ? context.threads : undefined;
  const layout = forestLayout({
    rowCount,
    featureCount,
    classCount,
    hasUnordered: x.features.some(({ categories }) => categories !== undefined),
    threadCount: threads?.size ?? 1,
  });
  if (layout.sizeBytes > memoryLimitBytes)
    throw new InvalidData(
      'training data',
      `at most ${memoryLimitBytes} bytes of bins and of nodes for each thread`,
      `${layout.sizeBytes} bytes for ${rowCount} rows of ${featureCount} features`,
    );
  const memory = allocateForestMemory(layout);
  const kernels = forestKernels(memory, layout, 0);
  const { centre, step, steps } = targetSteps(targets);
  new Float64Array(kernels.memory, layout.targets, rowCount).set(steps);
  new Float32Array(kernels.memory, layout.weights, rowCount).set(weights);
  const codings = writeBins(kernels, x, rows, settings.bins, context);
  const totalWeight = weights.reduce((sum, value) => sum + value, 0);
  const gainFactor = ((task === 'binary' ? 2 : 1) * step * step) / totalWeight;
  const program: ForestTask = {
    memory,
    layout,
    limits: {
      featuresDrawn: featuresDrawn(settings.featureFraction, featureCount, task === 'regression'),
      minRowsInLeaf: settings.minRowsInLeaf,
      maxDepth: settings.maxDepth,
      // Rounding can put a split that brings nothing below 0.
      minGain: settings.minGain > 0 ? settings.minGain / gainFactor : Number.NEGATIVE_INFINITY,
      hasRandomThresholds,
      rowsDrawn: settings.hasBootstrap ? rowCount : 0,
    },
    trees: settings.trees,
    seed: context.seed,
    scale: { centre, step },
  };
  const reading: TreeReading = {
    features: x.features,
    codings,
    classCount,
    isNumber: task === 'regression',
    treeCount: settings.trees,
    scale: program.scale,
    gainFactor,
  };
  const trees: FlatTree[] = [];
  runTogether(threads, { program: 'growForest', input: program }, (team) =>
    forestProgram(program, team, {
      mayGoOn: () => context.signal?.aborted !== true,
      onTree: (tree, views, splitCount) => {
        trees.push(...treesOf(views, splitCount, reading));
        context.progress?.(tree + 1, settings.trees);
      },
    }),
  );
  throwIfAborted(context.signal);
  const outputs = Math.max(1, classCount);
  const forest = forestOf(trees, new Array<number>(outputs).fill(0), featureCount);
  if (!settings.hasBootstrap) return { forest };
  return { forest, outOfBag: outOfBagOf(kernels, outputs, x.rowCount, rows) };
}

/** Features drawn at each node: by default scikit-learn's. */
function featuresDrawn(fraction: number, featureCount: number, isRegression: boolean): number {
  if (fraction > 0) return Math.max(1, Math.floor(fraction * featureCount));
  return isRegression ? featureCount : Math.max(1, Math.floor(Math.sqrt(featureCount)));
}

/** Writes the bins of the rows that count, column after column, and says what they stand for. */
function writeBins(
  kernels: ForestKernels,
  x: ColumnSource,
  rows: Int32Array | undefined,
  bins: number,
  context: FitContext,
): readonly FeatureCoding[] {
  const { memory, layout } = kernels;
  const sampleSeed = randomStream(context.seed)
    .fork(-1)
    .integer(2 ** 32);
  const find = codingFinder(layout.rowCount, bins, sampleSeed);
  const read = columnReader(x);
  const unordered = new Uint8Array(memory, layout.unordered, layout.featureCount);
  return x.features.map((feature, f) => {
    const whole = read(f);
    const column = rows === undefined ? whole : Float32Array.from(rows, (row) => whole[row] as number);
    const coding = find(feature, column);
    if (coding.categories !== undefined) unordered[f] = 1;
    kernels.binColumn(f, codedColumn(column, coding), coding.bounds);
    return coding;
  });
}

/** The means of the trees that each row was out of the bag of, at the rows of the original data. */
function outOfBagOf(
  { memory, layout }: ForestKernels,
  outputs: number,
  rowCount: number,
  rows: Int32Array | undefined,
): Float64Array {
  const sums = new Float64Array(memory, layout.outsideSums, layout.rowCount * outputs);
  const trees = new Uint32Array(memory, layout.outsideTrees, layout.rowCount);
  const means = new Float64Array(rowCount * outputs).fill(Number.NaN);
  for (let i = 0; i < layout.rowCount; i++)
    for (let k = 0; k < outputs; k++)
      means[(rows?.[i] ?? i) * outputs + k] = (sums[i * outputs + k] as number) / (trees[i] as number);
  return means;
}
