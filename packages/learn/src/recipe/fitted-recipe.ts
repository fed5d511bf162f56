import type { Schema } from '@tend/table';
import type { Feature } from '../estimator.ts';

/** A preparation after it has seen its training rows: plain data, no code. */
export interface FittedRecipe {
  readonly format: 2;
  /** The columns of the table that it reads, in canonical order of their names. */
  readonly inputs: Schema;
  readonly steps: readonly FittedStep[];
  /** What no later step replaced and is a number, in canonical order of the names. */
  readonly features: readonly Feature[];
}

/** One step that ran in the order of the list: it reads and replaces columns by their names. */
export interface FittedStep {
  readonly step: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Plain JSON that the definition of the step can read. */
  readonly learned: unknown;
}
