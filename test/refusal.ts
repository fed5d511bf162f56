import { Problem } from '@tend/protocol';

/** The problem that some work ends in; work that succeeds, or fails in another way, fails the test. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw error ?? new Error('nothing was refused');
}
