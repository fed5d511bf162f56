import { type DecisionForest, randomStream } from '@tend/kernels';
import type { ColumnData, FitContext } from '../../estimator.ts';
import { columnReader } from '../column-reader.ts';
import { type FlatTree, forestOf } from '../forest/forest-of.ts';
import { runTogether } from '../run-together.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { binSearchProgram, foundBins, readFoundBins } from './bin-search-program.ts';
import { binWritingProgram } from './bin-writing-program.ts';
import { boostProgram } from './boost-program.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';
import { flattenTree } from './flatten-tree.ts';
import { layOutTraining } from './lay-out-training.ts';
import { rowSample } from './row-sample.ts';
import { isShared, newStage, type SharedColumns } from './shared-columns.ts';

/** With fewer values the threads would spend their time waiting for each other. */
export const fewestValuesForThreads: number = 1_000_000;

/**
 * Boosted trees from the margin `base`, on the context's threads where the data is large enough for them: the forest does
 * not depend on their number. A tree that finds no split is left out.
 */
export function boost(
  settings: BoostedTreesSettings,
  data: ColumnData,
  context: FitContext,
  base: number,
): DecisionForest {
  const { rowCount, features, matrix } = data.x;
  const featureCount = features.length;
  const isLarge = rowCount * featureCount >= fewestValuesForThreads;
  const threads = isLarge && context.threads !== undefined && context.threads.size > 1 ? context.threads : undefined;
  const read = columnReader(data.x);
  const sampleSeed = randomStream(context.seed)
    .fork(-1)
    .integer(2 ** 32);
  const sample = rowSample(rowCount, sampleSeed);
  const columns: SharedColumns = {
    rowCount,
    featureCount,
    ...(threads &&
      (matrix && isShared(matrix) ? { matrix } : { stage: newStage(threads.size * (sample?.length ?? rowCount)) })),
  };

  throwIfAborted(context.signal);
  const found = foundBins(featureCount, settings.bins, threads !== undefined);
  const search = { ...columns, ...(sample && { sample }), bins: settings.bins, found };
  runTogether(threads, { program: 'findBins', input: search }, (team) => binSearchProgram(search, team, read));
  const bins = readFoundBins(found);
  const bounds = bins.map((feature) => feature.bounds);

  const training = layOutTraining(data, read, bins, settings, threads?.size ?? 1);
  const { memory, layout } = training;
  const writing = { ...columns, memory, layout, bounds };
  runTogether(threads, { program: 'writeBins', input: writing }, (team) => binWritingProgram(writing, team, read));

  const task = { ...training, settings, seed: context.seed, base };
  const trees: FlatTree[] = [];
  runTogether(threads, { program: 'boost', input: task }, (team) =>
    boostProgram(task, team, {
      mayGoOn: () => context.signal?.aborted !== true,
      onTree: (round, tree) => {
        if (tree !== undefined) trees.push(flattenTree(tree, bounds, settings.learningRate));
        context.progress?.(round + 1, settings.trees);
      },
    }),
  );
  throwIfAborted(context.signal);
  return forestOf(trees, [base], features.length);
}
