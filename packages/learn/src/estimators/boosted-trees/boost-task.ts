import type { TreeLayout, TreeMemory } from '@tend/kernels';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';

/** One boosting as plain data, so that it reaches every thread; all of them share its memory. */
export interface BoostTask {
  /** Bins, targets, weights and the margins before the first round stand in it. */
  readonly memory: TreeMemory;
  readonly layout: TreeLayout;
  readonly usable: readonly number[];
  readonly maxWeight: number;
  readonly settings: BoostedTreesSettings;
  readonly seed: number;
  /** Rounds that were boosted before. */
  readonly firstRound: number;
  /** The outputs that are given trees. */
  readonly outputs: readonly number[];
  /** For ranking: the first row of each query, and the number of rows. */
  readonly queryStarts: Int32Array;
}
