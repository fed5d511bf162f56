import { claimBytes, type Exploration, type ExplorationInput, exploreParts, joinParts, partNames } from '@tend/learn';
import { shareInput } from './share-input.ts';
import { startExplorationThread } from './start-exploration-thread.ts';

/**
 * Explores in the calling thread and in one more, which takes the parts from the other end of their list. Finds what `explore`
 * finds, to the last bit. RangeError for an unknown column; TND-9001 where the thread ends early.
 */
export async function exploreTogether(input: ExplorationInput): Promise<Exploration> {
  const shared = shareInput(input);
  const claims = new SharedArrayBuffer(claimBytes);
  const thread = startExplorationThread({ input: shared, claims });
  try {
    const own = exploreParts(shared, claims, 'first');
    // What is not among them the thread has begun.
    const isWhole = partNames.every((name) => name in own);
    return joinParts(input, isWhole ? own : { ...own, ...(await thread.parts) });
  } finally {
    await thread.close();
  }
}
