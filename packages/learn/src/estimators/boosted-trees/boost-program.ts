import { type GrownTree, growTree, randomStream, type Team, treeKernels } from '@tend/kernels';
import type { BoostTask } from './boost-task.ts';
import { fusedGradients } from './fused-gradients.ts';
import type { ObjectiveRows } from './objectives/objective.ts';
import { storedGradients } from './stored-gradients.ts';

/** What the first thread does between trees. */
export interface BoostHooks {
  /** Before each round; false ends the boosting. */
  readonly mayGoOn: (round: number) => boolean;
  /** The gradients of all rows for a custom objective. */
  readonly setGradients: (rows: ObjectiveRows) => void;
  /** A tree, its leaf values before the learning rate. */
  readonly onTree: (output: number, tree: GrownTree) => void;
  readonly onRound: (round: number) => void;
}

/**
 * Gradient boosting of histogram trees, one an output each round, as each thread of the team runs it. Each tree draws its
 * features, its rows and the rounding of its gradients from (seed, round, output) alone, and all sums are exact: every
 * thread comes to the same trees, whatever their number.
 */
export function boostProgram(task: BoostTask, team: Team, hooks?: BoostHooks): void {
  const { memory, layout, usable, settings } = task;
  const kernels = treeKernels(memory, layout, team.rank);
  // The first word of the memory belongs to nobody else.
  const isStopped = new Int32Array(kernels.memory, 0, 1);

  const random = randomStream(task.seed);
  const gradients = layout.storesGradients
    ? storedGradients(task, kernels, team, hooks?.setGradients)
    : fusedGradients(task, kernels);
  const activeCount = Math.min(usable.length, Math.max(1, Math.round(settings.featureFraction * usable.length)));
  for (let round = task.firstRound; round < settings.trees; round++) {
    const draws = random.fork(round);
    if (team.rank === 0) isStopped[0] = hooks?.mayGoOn(round) === false ? 1 : 0;
    // From here on all margins of the round before are there.
    team.barrier();
    if (isStopped[0] === 1) return;
    gradients.beginRound(draws);
    for (const output of task.outputs) {
      const own = output === 0 ? draws : draws.fork(output);
      const shuffled = Int32Array.from(usable);
      if (activeCount < usable.length) own.shuffle(shuffled);
      const features = shuffled.subarray(0, activeCount).sort();
      const salt = own.integer(2 ** 32);
      const steps = gradients.writeRecords(output, salt);
      const grown = steps && growTree(kernels, team, features, settings, steps, salt);
      if (grown === undefined) continue;
      for (const [leaf, { side, begin, count, restBegin, restCount }] of grown.leaves.entries()) {
        kernels.markLeaf(side, begin, count, leaf);
        kernels.markLeaf(side, restBegin, restCount, leaf);
      }
      const tree = gradients.renewLeaves(output, grown);
      kernels.addScores(
        tree.leaves.map(({ value }) => settings.learningRate * value),
        output,
      );
      hooks?.onTree(output, tree);
    }
    hooks?.onRound(round);
  }
}
