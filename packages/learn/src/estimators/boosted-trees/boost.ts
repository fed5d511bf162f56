import { type DecisionForest, randomStream } from '@tend/kernels';
import type { FitContext, TrainingData } from '../../estimator.ts';
import { type FlatTree, forestOf } from '../forest/forest-of.ts';
import { runTogether } from '../run-together.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { binSearchProgram, foundBins, readFoundBins } from './bin-search-program.ts';
import { boostProgram } from './boost-program.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';
import { flattenTree } from './flatten-tree.ts';
import { layOutTraining } from './lay-out-training.ts';

/** With fewer values the threads would spend their time waiting for each other. */
export const fewestValuesForThreads: number = 1_000_000;

/**
 * Boosted trees from the margin `base`, on the context's threads where the data is large enough for them: the forest does
 * not depend on their number. A tree that finds no split is left out.
 */
export function boost(
  settings: BoostedTreesSettings,
  data: TrainingData,
  context: FitContext,
  base: number,
): DecisionForest {
  const { rowCount, features } = data.x;
  const isLarge = rowCount * features.length >= fewestValuesForThreads;
  const threads = isLarge && context.threads !== undefined && context.threads.size > 1 ? context.threads : undefined;
  const values = threads === undefined ? data.x.values : inSharedMemory(data.x.values);

  const search = {
    rowCount,
    values,
    bins: settings.bins,
    seed: randomStream(context.seed)
      .fork(-1)
      .integer(2 ** 32),
    featureCount: features.length,
    found: foundBins(features.length, settings.bins, threads !== undefined),
  };
  throwIfAborted(context.signal);
  runTogether(threads, { program: 'findBins', input: search }, (team) => binSearchProgram(search, team));
  const bins = readFoundBins(search.found);

  const training = layOutTraining(data, bins, settings, threads?.size ?? 1);
  const bounds = bins.map((found) => found.bounds);
  const task = { ...training, values, bounds, settings, seed: context.seed, base };
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

function inSharedMemory(values: Float32Array): Float32Array {
  if (typeof SharedArrayBuffer === 'function' && values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
