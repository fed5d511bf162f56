import { type Forest, growTree, quantisation, randomStream } from '@tend/kernels';
import type { FitContext, TrainingData } from '../../estimator.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { binTrainingData } from './bin-training-data.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';
import { type FlatTree, flattenTree, forestOf } from './flatten-tree.ts';

/**
 * Gradient boosting of histogram trees on the logistic loss from the margin `base`. Each tree draws its features, its
 * rows and the rounding of its gradients from (seed, tree number) alone. A tree that finds no split is left out.
 */
export function boost(settings: BoostedTreesSettings, data: TrainingData, context: FitContext, base: number): Forest {
  const random = randomStream(context.seed);
  const { kernels, bounds, usable, maxWeight } = binTrainingData(
    data,
    settings.bins,
    settings.leaves,
    random.fork(-1).integer(2 ** 32),
  );
  const { memory, layout } = kernels;
  const steps = quantisation(layout.rowCount, maxWeight);
  const active = new Int32Array(memory, layout.activeFeatures, layout.featureCount);
  const activeCount = Math.min(usable.length, Math.max(1, Math.round(settings.featureFraction * usable.length)));
  const bagLimit = settings.rowFraction * 2 ** 32;
  new Float64Array(memory, layout.scores, layout.rowCount).fill(base);

  const trees: FlatTree[] = [];
  for (let round = 0; round < settings.trees; round++) {
    throwIfAborted(context.signal);
    const draws = random.fork(round);
    const shuffled = Int32Array.from(usable);
    if (activeCount < usable.length) draws.shuffle(shuffled);
    active.set(shuffled.subarray(0, activeCount).sort());
    kernels.gradients(draws.integer(2 ** 32), bagLimit, steps.gradientStep, steps.hessianStep);
    const tree = growTree(kernels, activeCount, settings, steps);
    if (tree !== undefined) {
      for (const { side, begin, count, value } of tree.leaves)
        kernels.addScores(side, begin, count, settings.learningRate * value);
      trees.push(flattenTree(tree, bounds, settings.learningRate));
    }
    context.progress?.(round + 1, settings.trees);
  }
  return forestOf(trees, base, layout.featureCount);
}
