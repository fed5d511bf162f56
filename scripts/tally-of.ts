/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Failures that belong to no test, one sentence each. */
  readonly notes: readonly string[];
}

/** Counts a run of vitest so that nothing which went wrong can hide: not even a run that did not take place. */
export function tallyOf(report: VitestReport | undefined, exitCode: number): Tally {
  if (report === undefined)
    return { passed: 0, failed: 0, skipped: 0, notes: [`vitest wrote no report (exit ${exitCode})`] };
  const { numPassedTests: passed, numFailedTests: failed } = report;
  const skipped = report.numPendingTests + report.numTodoTests;
  // A file that cannot be imported, or whose hook throws, fails without a failing test.
  const notes = report.testResults
    .filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.every((r) => r.status !== 'failed'),
    )
    .map(({ name }) => `${name} failed outside its tests`);
  if (passed + failed === 0) notes.push('not one test ran');
  if (exitCode !== 0 && failed === 0 && notes.length === 0)
    notes.push(`vitest ended with exit code ${exitCode} although every test passed: see the errors above`);
  return { passed, failed, skipped, notes };
}
