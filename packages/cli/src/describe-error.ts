import type { ProblemCategory, ProblemJson } from '@tend/protocol';
import { InputProblem } from './input-problem.ts';

export interface Described {
  readonly problem: ProblemJson;
  readonly category: ProblemCategory;
  /** A defect rather than an expected failure: its log is what helps. */
  readonly isBug: boolean;
}

/** Anything thrown, as a problem of the catalogue. The catalogue is loaded only now: help never needs it. */
export async function describeError(error: unknown): Promise<Described> {
  const { Problem, problems } = await import('@tend/protocol');
  const known =
    error instanceof Problem
      ? error
      : error instanceof InputProblem
        ? new Problem(error.code, error.detail)
        : undefined;
  if (known !== undefined) {
    return { problem: known.toJSON(), category: problems[known.code].category, isBug: known.code === 'TND-9001' };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [firstLine = ''] = message.split('\n');
  const bug = new Problem('TND-9001', { message: `an internal error: ${firstLine}` });
  return { problem: bug.toJSON(), category: 'internal', isBug: true };
}
