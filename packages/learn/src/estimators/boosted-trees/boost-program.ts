import {
  firstRow,
  type GrownTree,
  growTree,
  quantisation,
  randomStream,
  type Team,
  type TreeLayout,
  type TreeMemory,
  treeKernels,
} from '@tend/kernels';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';

/** One boosting as plain data, so that it reaches every thread; all of them share its memory, where the bins stand. */
export interface BoostTask {
  readonly memory: TreeMemory;
  readonly layout: TreeLayout;
  readonly usable: readonly number[];
  readonly maxWeight: number;
  readonly settings: BoostedTreesSettings;
  readonly seed: number;
  /** The margin before the first tree. */
  readonly base: number;
}

/** What the first thread does between trees. */
export interface BoostHooks {
  /** Before each round; false ends the boosting. */
  readonly mayGoOn: (round: number) => boolean;
  readonly onTree: (round: number, tree: GrownTree | undefined) => void;
}

/**
 * Gradient boosting of histogram trees on the logistic loss, as each thread of the team runs it. Each tree draws its
 * features, its rows and the rounding of its gradients from (seed, tree number) alone, and all sums are of integers: every
 * thread comes to the same trees, whatever their number.
 */
export function boostProgram(task: BoostTask, team: Team, hooks?: BoostHooks): void {
  const { memory, layout, usable, settings } = task;
  const { rowCount } = layout;
  const kernels = treeKernels(memory, layout, team.rank);
  const begin = firstRow(layout, team.rank);
  const end = firstRow(layout, team.rank + 1);
  // The first word of the memory belongs to nobody else.
  const isStopped = new Int32Array(kernels.memory, 0, 1);

  new Float64Array(kernels.memory, layout.scores, rowCount).fill(task.base, begin, end);

  const random = randomStream(task.seed);
  const steps = quantisation(rowCount, task.maxWeight);
  const activeCount = Math.min(usable.length, Math.max(1, Math.round(settings.featureFraction * usable.length)));
  const bagLimit = settings.rowFraction * 2 ** 32;
  for (let round = 0; round < settings.trees; round++) {
    const draws = random.fork(round);
    const shuffled = Int32Array.from(usable);
    if (activeCount < usable.length) draws.shuffle(shuffled);
    const features = shuffled.subarray(0, activeCount).sort();
    if (team.rank === 0) isStopped[0] = hooks?.mayGoOn(round) === false ? 1 : 0;
    team.barrier();
    if (isStopped[0] === 1) return;
    const salt = draws.integer(2 ** 32);
    kernels.gradients(salt, bagLimit, steps.levels);
    const tree = growTree(kernels, team, features, settings, steps, salt);
    if (tree !== undefined) {
      for (const [leaf, { side, begin: first, count }] of tree.leaves.entries())
        kernels.markLeaf(side, first, count, leaf);
      kernels.addScores(tree.leaves.map(({ value }) => settings.learningRate * value));
    }
    hooks?.onTree(round, tree);
  }
}
