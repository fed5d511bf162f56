import type { EstimatorName } from '../estimator.ts';
import type { ParameterIssue } from '../parameters.ts';

/** Hyper-parameters outside their constraints. */
export class InvalidParameters extends Error {
  readonly issues: readonly ParameterIssue[];

  constructor(estimator: EstimatorName, issues: readonly ParameterIssue[]) {
    const sentences = issues.map(({ parameter, expected, came }) => `${parameter}: expected ${expected}, came ${came}`);
    super(`${estimator} ${sentences.join('; ')}`);
    this.name = 'InvalidParameters';
    this.issues = issues;
  }
}
