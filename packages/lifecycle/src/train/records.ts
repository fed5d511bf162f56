import type { ParameterValues } from '@tend/learn';

export interface TrialBody {
  readonly estimator: string;
  readonly parameters: ParameterValues;
  /** The search metric on each fold, in order; null where the fold could not show it. */
  readonly folds: readonly (number | null)[];
  readonly mean: number | null;
  readonly standardError: number | null;
}

export interface EngineBody {
  readonly tend: string;
  readonly code: string;
  readonly nodeMajor: number;
  readonly lock: string;
}

/** One recorded search and training: all that is needed to do it again, and what came of it. */
export interface RunBody {
  readonly inputs: {
    readonly charter: string;
    readonly snapshot: string;
    readonly split: string;
    readonly exploration: string;
    readonly recipe: string;
  };
  readonly engine: EngineBody;
  readonly seed: number;
  readonly metric: string;
  readonly foldRule: string;
  /** Best first. */
  readonly trials: readonly TrialBody[];
  readonly chosen: { readonly estimator: string; readonly parameters: ParameterValues; readonly reason: string };
  readonly threshold: { readonly value: number; readonly reason: string };
  readonly payloads: { readonly code: string };
}

/** A manifest and weights, never code; its payload's digest is its name. */
export interface ModelBody {
  /** No run for a model that was made elsewhere: its payload is the table of its predictions. */
  readonly inputs: { readonly run: string | null };
  readonly payload: string;
  readonly estimator: string;
  readonly sizeBytes: number;
  readonly features: number;
  readonly columns: readonly string[];
  readonly threshold: number;
  /** Golden rows with their cells, features and scores: not of a model of another tool, nor in records of older programs. */
  readonly payloads?: { readonly golden: string };
  /** How many they were at training. */
  readonly goldenRows?: number;
}
