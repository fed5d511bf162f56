import type { Block } from './runner.ts';

/** A step over blocks of rows that stay the same while what they hold changes. */
export interface BoundStep {
  /** To be called whenever the entries of a text block have changed, in the order of the steps. */
  prepare(): void;
  /** Computes the first `count` rows of its blocks, which are the rows from `begin` on of the matrix. */
  run(count: number, begin: number): void;
}

/** Where the outputs of a step go: blocks that other steps read, and features of a matrix. */
export interface StepSinks {
  /** One an output; undefined where nothing reads it and it is no feature, and where a text goes straight to a feature. */
  readonly blocks: readonly (Block | undefined)[];
  /** The place of each output among the features, -1 where it is none. */
  readonly features: Int32Array;
  readonly matrix: MatrixSink;
}

/** The matrix that is being filled: values[feature * rowCount + row]. */
export interface MatrixSink {
  values: Float32Array;
  rowCount: number;
}
