import type { Cell, Schema } from '@tend/table';
import type { FittedManifest } from '../estimator.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';

/** A recipe and an estimator that score rows together: JSON and bytes, never code. */
export interface Model {
  readonly manifest: ModelManifest;
  readonly weights: Uint8Array;
}

export interface ModelManifest {
  readonly format: 1;
  /** The raw columns it needs, in canonical order of their names. */
  readonly inputs: Schema;
  readonly recipe: FittedRecipe;
  readonly fitted: FittedManifest;
  /** Act where the probability is at least this. */
  readonly threshold: number;
  /** What a positive is, as the charter's target expression says it. */
  readonly positive: string;
}

/** Why a row has its probability, on the scale of log-odds. */
export interface Explained {
  /** Log-odds before any column of the row is looked at. */
  readonly base: number;
  /** One a source column, the largest contribution first. */
  readonly items: readonly ExplainedItem[];
  /** base + all contributions. */
  readonly margin: number;
  readonly probability: number;
}

export interface ExplainedItem {
  readonly source: string;
  /** The cell of the row; for a rule over several columns its answer. */
  readonly value: Cell;
  readonly contribution: number;
}
