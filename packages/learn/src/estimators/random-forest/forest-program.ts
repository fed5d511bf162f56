import {
  type ForestLayout,
  type ForestLimits,
  type ForestMemory,
  type ForestViews,
  forestKernels,
  forestViews,
  randomStream,
  type Team,
} from '@tend/kernels';

/** The growth of one random forest as plain data, so that it reaches every thread; all of them share its memory. */
export interface ForestTask {
  readonly memory: ForestMemory;
  readonly layout: ForestLayout;
  readonly limits: ForestLimits;
  readonly trees: number;
  readonly seed: number;
  readonly scale: LeafScale;
}

/** A leaf that gives a number gives centre + step * mean of its targets. */
export interface LeafScale {
  readonly centre: number;
  readonly step: number;
}

/** What the first thread does between rounds; each thread grows one tree a round. */
export interface ForestHooks {
  /** Before each round; false ends the growth. */
  readonly mayGoOn: () => boolean;
  /** Of tree after tree: the memory of the thread that has grown it, valid during the call. */
  readonly onTree: (tree: number, views: ForestViews, splitCount: number) => void;
}

/**
 * The growth of a random forest as each thread of the team runs it: tree t falls to thread t % size and draws from
 * (seed, t) alone. Rows out of the bag are summed by tree, so the number of threads changes nothing.
 */
export function forestProgram(task: ForestTask, team: Team, hooks?: ForestHooks): void {
  const { memory, layout, limits, trees, seed, scale } = task;
  const kernels = forestKernels(memory, layout, team.rank);
  const views = Array.from({ length: team.size }, (_, rank) => forestViews(kernels.memory, layout, rank));
  const signals = new Uint32Array(kernels.memory, layout.signals, team.size + 1);
  const random = randomStream(seed);
  const sumOutside = outsideSummer(kernels.memory, layout, scale, team);
  for (let first = 0; first < trees; first += team.size) {
    if (team.rank === 0) signals[team.size] = hooks?.mayGoOn() === false ? 1 : 0;
    team.barrier();
    if (signals[team.size] === 1) return;
    const tree = first + team.rank;
    if (tree < trees) {
      const draws = random.fork(tree);
      const word = (): number => draws.integer(2 ** 32);
      // The generator's one bad start is all zeros.
      signals[team.rank] = kernels.growTree([word(), word(), word(), (word() | 1) >>> 0], limits);
    }
    team.barrier();
    const grown = views.slice(0, trees - first);
    for (const own of grown) if (limits.rowsDrawn > 0) sumOutside(own);
    if (team.rank !== 0) continue;
    for (const [rank, own] of grown.entries()) hooks?.onTree(first + rank, own, signals[rank] as number);
  }
}

/** Adds the values of one tree for the rows out of its bag, of the rows that this thread owns. */
function outsideSummer(
  memory: ArrayBufferLike,
  { rowCount, classCount, outsideSums, outsideTrees }: ForestLayout,
  { centre, step }: LeafScale,
  team: Team,
): (views: ForestViews) => void {
  const outputs = Math.max(1, classCount);
  const sums = new Float64Array(memory, outsideSums, rowCount * outputs);
  const trees = new Uint32Array(memory, outsideTrees, rowCount);
  const begin = Math.floor((rowCount * team.rank) / team.size);
  const end = Math.floor((rowCount * (team.rank + 1)) / team.size);
  return ({ leafOf, leaves }) => {
    for (let row = begin; row < end; row++) {
      const leaf = leafOf[row] as number;
      if (leaf < 0) continue;
      (trees[row] as number)++;
      const at = leaf * (outputs + 1);
      for (let k = 0; k < outputs; k++)
        (sums[row * outputs + k] as number) +=
          centre + (step * (leaves[at + 1 + k] as number)) / (leaves[at] as number);
    }
  };
}
