import type { ForestLayout } from './forest-layout.ts';

/** What bounds the growth of the trees of a random forest. */
export interface ForestLimits {
  /** Features drawn at each node; where they cannot split it, more. */
  readonly featuresDrawn: number;
  readonly minRowsInLeaf: number;
  readonly maxDepth: number;
  /** A split must bring at least this: the rise of the sum over its sides of (sum of w t)^2 / sum of w. */
  readonly minGain: number;
  /** One threshold a feature, drawn among the bins between its least and greatest in the node, instead of the best. */
  readonly hasRandomThresholds: boolean;
  /** Rows drawn with replacement for a tree; 0: it has each row once. */
  readonly rowsDrawn: number;
}

/** What the compiled and the plain kernels of one thread do with its memory. */
export interface ForestKernels {
  readonly memory: ArrayBufferLike;
  readonly layout: ForestLayout;
  readonly rank: number;
  /**
   * Writes the bins of one feature, whose column is 0 before: 0 is NaN, b + 1 the first b with value <= bounds[b], or the
   * last. One thread at a time.
   */
  binColumn(feature: number, values: Float32Array, bounds: Float32Array): void;
  /** Grows one tree from four random words that are not all 0 into the thread's memory, and gives its number of splits. */
  growTree(words: readonly [number, number, number, number], limits: ForestLimits): number;
}
