import type { RowNumbers } from '@tend/kernels';
import type { Targets } from '../../../estimator.ts';

/** What an objective reads of the rows and writes of them, in memory that threads share. */
export interface ObjectiveRows {
  readonly rowCount: number;
  /** The rows to write: from `begin` to before `end`. */
  readonly begin: number;
  readonly end: number;
  readonly targets: Float64Array;
  /** Relative to the largest, 0 to 1; as they are where gradients are exact. */
  readonly weights: RowNumbers;
  /** margins[output * rowCount + row], as gradients and hessians. */
  readonly margins: Float64Array;
  /** In units of `gradientUnit`. */
  readonly gradients: RowNumbers;
  /** In units of `hessianUnit`. */
  readonly hessians: RowNumbers;
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

/** A loss over margins, as boosting needs it. */
export interface Objective {
  /** The margins before the first tree, one an output: those of the best constant prediction. */
  initialMargins(data: Targets): readonly number[];
  /**
   * Powers of two near the largest derivatives at the initial margins: gradients are stored in float32, which targets of
   * 1e100 would overflow.
   */
  units(data: Targets, margins: readonly number[]): GradientUnits;
  /** First and second derivative of the loss by each margin, times the weight, for the rows `begin` to `end`. */
  setGradients(rows: ObjectiveRows): void;
  /** Leaves take this quantile of the residuals of their rows, where Newton's step says little. */
  readonly residualQuantile?: number;
  /** Whether gradients of a row depend on other rows: then they may be written by another thread than the row's. */
  readonly isListwise?: boolean;
  /** What targets it can learn, beyond those of its task. */
  readonly targets?: { readonly expected: string; accepts(target: number): boolean };
}

/** What a stored gradient and a stored hessian of 1 are. */
export interface GradientUnits {
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}
