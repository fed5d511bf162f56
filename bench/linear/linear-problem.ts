import type { EstimatorName, ParameterValues } from '@tend/learn';

/** One model on one set, for both sides; penalties are those of summed losses, as in Tend. */
export interface LinearProblem {
  readonly set: string;
  readonly model: 'logistic' | 'ridge' | 'lasso';
  /** Factor of half the squared, or of the absolute, coefficients. */
  readonly penalty: number;
  readonly solvers: readonly Solver[];
}

/** One of scikit-learn's, and where it stops. */
export interface Solver {
  readonly solver: string;
  readonly tolerance: number;
}

export interface Solution {
  /** One list an output. */
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
}

/** The estimator and its parameters; `deviation` is that of the target, which Tend scales to 1. */
export function tendModel(
  { model, penalty }: LinearProblem,
  deviation: number,
): { readonly name: EstimatorName; readonly parameters: ParameterValues } {
  if (model === 'logistic') return { name: 'logistic', parameters: { l2: penalty } };
  if (model === 'ridge') return { name: 'linear', parameters: { l1: 0, l2: penalty } };
  return { name: 'linear', parameters: { l1: penalty / deviation, l2: 0 } };
}
