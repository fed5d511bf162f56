import { Problem, type ProblemCode, type ProblemDetail } from '@tend/protocol';

/** A request that HTTP itself has a status for: no token, too large, a media type that nobody reads. */
export class RefusedRequest extends Problem {
  readonly status: number;

  constructor(status: number, code: ProblemCode, detail: ProblemDetail) {
    super(code, detail);
    this.status = status;
  }
}
