import { Problem } from '@tend/protocol';

/** The refusal of a write; a write that succeeds, or fails in another way, fails the case. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Problem) return thrown;
  throw thrown ?? new Error('nothing was refused');
}
