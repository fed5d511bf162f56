import { Problem, type ProblemJson } from '@tend/protocol/problem';

/** What was thrown in a worker, as data: a structured clone of an error would lose its name and its code. */
export interface ThrownInWorker {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly problem?: ProblemJson;
}

/** The form in which anything thrown leaves a worker. */
export function encodeThrown(thrown: unknown): ThrownInWorker {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  return {
    name: thrown.name,
    message: thrown.message,
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
    ...(thrown instanceof Problem ? { problem: thrown.toJSON() } : {}),
  };
}

const nativeErrors: ReadonlyMap<string, ErrorConstructor> = new Map([
  ['RangeError', RangeError],
  ['TypeError', TypeError],
]);

/**
 * The error to throw outside the worker: a `Problem`, a RangeError and a TypeError stay what they are, others keep name, message
 * and the worker's stack.
 */
export function decodeThrown(thrown: ThrownInWorker): Error {
  if (thrown.problem !== undefined) return Problem.fromJSON(thrown.problem);
  const error = new (nativeErrors.get(thrown.name) ?? Error)(thrown.message);
  if (error.name !== thrown.name) error.name = thrown.name;
  if (thrown.stack !== undefined) error.stack = thrown.stack;
  return error;
}
