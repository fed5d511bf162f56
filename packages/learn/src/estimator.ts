import type { DecisionForest } from '@tend/kernels';
import type { Link } from './link.ts';
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
  /** Present where values are codes of unordered categories, 0 to categories - 1; any other value counts as missing. */
  readonly categories?: number;
}

/** What is learnt: a yes or no, a number, one of several classes, or the order of the answers to each query. */
export type Task = 'binary' | 'regression' | 'multiclass' | 'ranking';

export interface TrainingData extends Targets {
  readonly x: FeatureMatrix;
}

/** The same, from columns that need not stand in memory together. */
export interface ColumnData extends Targets {
  readonly x: ColumnSource;
}

/** Columns that are read one at a time: float32 values, NaN = missing, as in a `FeatureMatrix`. */
export interface ColumnSource {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  /**
   * The values of one column from the first row on, in pieces of any length that are read before the next is asked for.
   * A fit asks for each column two times, or up to four where it is sparse.
   */
  chunks(feature: number): Iterable<Float32Array>;
  /** Present where they stand in one matrix: column f is values[columnOf[f] * rowCount + row]. */
  readonly matrix?: { readonly values: Float32Array; readonly columnOf: Int32Array };
}

/** All that training data is besides its features. */
export interface Targets {
  /** Absent: `binary`. */
  readonly task?: Task;
  /**
   * One a row. `binary`: 0 or 1; `regression`: a number within 1e100 of 0; `multiclass`: a class from 0 to classCount - 1;
   * `ranking`: a relevance, 0 (none) to 30.
   */
  readonly y: Float64Array;
  /** For `multiclass` only, which needs it: from 2, whether or not each class has a row. */
  readonly classCount?: number;
  /** For `ranking` only, which needs it: the number of the query that each row answers; rows of a query stand together. */
  readonly query?: Int32Array;
  /** Non-negative, one a row; absent: all 1. */
  readonly weight?: Float64Array;
}

/** Stops boosting once further rounds do not help on rows that it does not learn from. */
export interface EarlyStopping {
  /** Its features are found by name; targets are for `score` to know. */
  readonly data: TrainingData;
  /** Rounds without a better score after which to stop. */
  readonly patience: number;
  /** Of the predictions for `data`, as `Fitted.predict` gives them: larger is better, finite. */
  readonly score: (predictions: Float64Array) => number;
}

/** A loss that the caller brings. */
export interface CustomObjective {
  /** What turns margins into predictions. */
  readonly link: Link;
  /** The margins before the first tree, one an output. */
  initialMargins(data: Targets): readonly number[];
  /**
   * First and second derivatives of the loss by each margin, for rows of weight 1: values[row * outputs + output], as the
   * margins. The second ones are 0 or above.
   */
  gradients(
    margins: Float64Array,
    data: Targets,
  ): { readonly gradients: Float64Array; readonly hessians: Float64Array };
}

export interface FitContext {
  /** Same seed, data and parameters: same bytes, whatever the number of threads. */
  readonly seed: number;
  /** Threads that a family may use for one fit; without them, and for small data, everything runs on the calling one. */
  readonly threads?: ThreadPool;
  readonly signal?: { readonly aborted: boolean };
  readonly progress?: (done: number, total: number) => void;
  /** Keeps the rounds up to the best one. */
  readonly earlyStopping?: EarlyStopping;
  /** A model of the same family, features and task to go on from. */
  readonly start?: Fitted;
  /** What to minimise. */
  readonly objective?: CustomObjective;
}

/** What only some families take from a context: the others refuse it (`InvalidData`). */
export type FitOption = 'earlyStopping' | 'start' | 'objective';

/**
 * An algorithm. `fit` returns a new value; nothing is mutated after it was made. It takes resolved parameters, checked data
 * and features in canonical order: call it through the function `fit`, which sees to that.
 */
export type Estimator = Algorithm & (FitsMatrix | FitsColumns);

/** It needs all features in memory. */
interface FitsMatrix {
  fit(parameters: ParameterValues, data: TrainingData, context: FitContext): Fitted;
}

/** It reads the features column by column. */
interface FitsColumns {
  fitColumns(parameters: ParameterValues, data: ColumnData, context: FitContext): Fitted;
}

interface Algorithm {
  readonly name: EstimatorName;
  readonly parameters: ParameterSpace;
  /** What it can learn: `fit` refuses (`InvalidData`) any other. */
  readonly tasks: readonly Task[];
  /** Absent: none. */
  readonly options?: readonly FitOption[];
  /** Whether it takes features with categories: `fit` refuses (`InvalidData`) them where it does not. */
  readonly categories?: true;
  /** Refuses (TND-2002) anything malformed: bad child index, cycle, NaN threshold, truncated. */
  load(manifest: FittedManifest, weights: Uint8Array): Fitted;
}

export type EstimatorName =
  | 'majority'
  | 'mostFrequent'
  | 'mean'
  | 'median'
  | 'quantile'
  | 'seasonalNaive'
  | 'rule'
  | 'linear'
  | 'logistic'
  | 'boostedTrees'
  | 'randomForest'
  | 'extraTrees';

/** What a stored model may be made by: an algorithm here, or another library (`interchange`), which cannot be fitted here. */
export type FittedName = EstimatorName | 'imported';

/** A trained estimator: data, never code. */
export interface Fitted {
  readonly manifest: FittedManifest;
  readonly weights: Uint8Array;
  readonly task: Task;
  /** Numbers a row that `predict` gives: classCount for `multiclass`, several for imported targets, else 1. */
  readonly outputs: number;
  /** What turns the margins of a row into its predictions. */
  readonly link: Link;
  /**
   * values[row * outputs + output]: the probability of the positive (`binary`), the number (`regression`), the probability
   * of each class (`multiclass`), a score that is larger for what comes first (`ranking`). A batch equals its single rows to the last bit. Features are found by name, in any order;
   * further columns are left alone, a missing one (or a value the family cannot take) is `InvalidData`.
   */
  predict(x: FeatureMatrix): Float64Array;
  /**
   * Additive contributions of each feature on the margin of one output (0 where not said) for one row; base + sum = margin
   * to 1e-9 (times the scale of the margin). The margin is what `link` makes the prediction of.
   */
  explain(x: FeatureMatrix, row: number, output?: number): Explanation;
  /** The trees whose sums are the margins, for families of trees: what importances and batches of explanations read. */
  readonly forest?: DecisionForest;
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
  /** Absent: `binary`. */
  readonly task?: Task;
  /** For `multiclass` only. */
  readonly classCount?: number;
  /** Facts a person may want: iterations, converged, trees, leaves. */
  readonly facts: Readonly<Record<string, number | boolean | string>>;
}
