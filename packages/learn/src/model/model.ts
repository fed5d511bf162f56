import type { Cell, Schema } from '@tend/table';
import type { FittedManifest } from '../estimator.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';

/** A recipe and an estimator that score rows together: JSON and bytes, never code. */
export interface Model<M extends ModelManifest = ModelManifest> {
  readonly manifest: M;
  readonly weights: Uint8Array;
}

/** What a model says of itself; `fitted.task` tells which of the three it is. */
export type ModelManifest = BinaryManifest | MulticlassManifest | NumberManifest;

/** A model that gives a number: of `regression`, or a score of `ranking`. */
export interface NumberManifest {
  readonly format: 1;
  /** The raw columns it needs, in canonical order of their names. */
  readonly inputs: Schema;
  readonly recipe: FittedRecipe;
  readonly fitted: FittedManifest;
}

export interface BinaryManifest extends NumberManifest {
  /** Act where the probability is at least this. */
  readonly threshold: number;
  /** What a positive is, as the charter's target expression says it. */
  readonly positive: string;
}

export interface MulticlassManifest extends NumberManifest {
  /** The name of each class, by its number. */
  readonly classes: readonly string[];
}

/** Why a row has its margin: log-odds, or whatever the link of the estimator makes the prediction of. */
export interface ExplainedMargin {
  /** The margin before any column of the row is looked at. */
  readonly base: number;
  /** One a source column, the largest contribution first. */
  readonly items: readonly ExplainedItem[];
  /** base + all contributions. */
  readonly margin: number;
}

/** Why a row has its probability, on the scale of log-odds. */
export interface Explained extends ExplainedMargin {
  readonly probability: number;
}

export interface ExplainedItem {
  readonly source: string;
  /** The cell of the row; for a rule over several columns its answer. */
  readonly value: Cell;
  readonly contribution: number;
}
