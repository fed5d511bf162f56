import type { ExplorationInput, ExplorationParts } from '@tend/learn';
import type { ThrownInWorker } from '../threads/thrown-in-worker.ts';

/** What a thread that helps with an exploration is started with. */
export interface ExplorationThreadData {
  readonly input: ExplorationInput;
  /** The claims of `exploreParts`, shared by all threads. */
  readonly claims: SharedArrayBuffer;
}

/** What the thread computed, or what was thrown in it. */
export type FromExplorationThread = { readonly parts: Partial<ExplorationParts> } | { readonly thrown: ThrownInWorker };
