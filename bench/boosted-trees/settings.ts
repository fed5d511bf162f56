import type { BenchSet } from '../data-sets/bench-set.ts';

/** What both sides train with; all else is LightGBM's default, for Tend too. */
export interface Settings {
  /** Rounds: each grows one tree, or one a class. */
  readonly trees: number;
  readonly leaves: number;
}

export const learningRate = 0.1;
export const minRowsInLeaf = 20;
export const bins = 255;

/** The usual settings for a set; a fifth of the rounds where each grows a tree a class. */
export function settingsFor({ task }: Pick<BenchSet, 'task'>, isQuick: boolean): Settings {
  const trees = isQuick ? 20 : 100;
  return { trees: task === 'multiclass' ? trees / 5 : trees, leaves: 31 };
}
