import type { ParameterSpace, ParameterValues } from './parameters.ts';
import type { ThreadPool } from './threads.ts';

/**
 * What an estimator learns from: `features.length` columns of `rowCount` float32 values, column-major, NaN = missing.
 * Columns stand in canonical (byte) order of their names, so that column order in the source changes nothing.
 */
export interface FeatureMatrix {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  /** values[f * rowCount + r] */
  readonly values: Float32Array;
}

export interface Feature {
  readonly name: string;
  /** The column of the source it comes from: explanations are grouped by it. */
  readonly source: string;
}

export interface TrainingData {
  readonly x: FeatureMatrix;
  /** 0 or 1, one a row. */
  readonly y: Float64Array;
  /** Non-negative, one a row; absent: all 1. */
  readonly weight?: Float64Array;
}

export interface FitContext {
  /** Same seed, data and parameters: same bytes, whatever the number of threads. */
  readonly seed: number;
  /** Threads that a family may use for one fit; without them, and for small data, everything runs on the calling one. */
  readonly threads?: ThreadPool;
  readonly signal?: { readonly aborted: boolean };
  readonly progress?: (done: number, total: number) => void;
}

/**
 * An algorithm. `fit` returns a new value; nothing is mutated after it was made. It takes resolved parameters, checked data
 * and features in canonical order: call it through the function `fit`, which sees to that.
 */
export interface Estimator {
  readonly name: EstimatorName;
  readonly parameters: ParameterSpace;
  fit(parameters: ParameterValues, data: TrainingData, context: FitContext): Fitted;
  /** Refuses (TND-2002) anything malformed: bad child index, cycle, NaN threshold, truncated. */
  load(manifest: FittedManifest, weights: Uint8Array): Fitted;
}

export type EstimatorName = 'majority' | 'rule' | 'logistic' | 'boostedTrees';

/** What a stored model may be made by: an algorithm here, or another library (`interchange`), which cannot be fitted here. */
export type FittedName = EstimatorName | 'imported';

/** A trained estimator: data, never code. */
export interface Fitted {
  readonly manifest: FittedManifest;
  readonly weights: Uint8Array;
  /**
   * Probability of the positive, one a row. A batch equals its single rows to the last bit. Features are found by name, in
   * any order; further columns are left alone, a missing one (or a value the family cannot take) is `InvalidData`.
   */
  predict(x: FeatureMatrix): Float64Array;
  /**
   * Additive contributions of each feature on the margin (log-odds) for one row; base + sum = margin to 1e-9
   * (times the scale of the margin).
   */
  explain(x: FeatureMatrix, row: number): Explanation;
}

export interface Explanation {
  readonly base: number;
  /** One a feature, in the order of `x.features`. */
  readonly contributions: Float64Array;
  readonly margin: number;
}

export interface FittedManifest {
  readonly estimator: FittedName;
  readonly parameters: ParameterValues;
  readonly features: readonly Feature[];
  /** Facts a person may want: iterations, converged, trees, leaves. */
  readonly facts: Readonly<Record<string, number | boolean | string>>;
}
