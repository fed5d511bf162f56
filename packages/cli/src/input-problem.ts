import type { ProblemCode, ProblemDetail } from '@tend/protocol';

/**
 * A problem of the catalogue found before any project is open. It becomes a `Problem` at the edge: that class comes
 * with the wire schemas, whose loading takes longer than `tend --help` may last.
 */
export class InputProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;

  constructor(code: ProblemCode, detail: ProblemDetail, options?: ErrorOptions) {
    super(detail.message, options);
    this.name = 'InputProblem';
    this.code = code;
    this.detail = detail;
  }
}

/** TND-1003: the command line itself was not understood. */
export function misuse(detail: ProblemDetail): InputProblem {
  return new InputProblem('TND-1003', detail);
}
