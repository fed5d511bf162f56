import type { GrownTree, Quantisation, RandomStream } from '@tend/kernels';

/** Where the gradients of a round come from, as one thread sees them. */
export interface RoundGradients {
  /** Once the margins of all rows stand. */
  beginRound(draws: RandomStream): void;
  /** The thread's rows as records of the root; undefined where no tree can learn anything of this output. */
  writeRecords(output: number, salt: number): Quantisation | undefined;
  /** The tree with the leaf values it shall have; every row was marked with its leaf. */
  renewLeaves(output: number, tree: GrownTree): GrownTree;
}
