import type { SqliteResult } from './sqlite-executor.ts';

/** To the store thread; without `sql` it closes the file and ends. */
export interface ThreadRequest {
  readonly id: number;
  readonly sql?: string;
  readonly parameters?: readonly unknown[];
}

/** From the store thread. Id 0 answers the opening. */
export interface ThreadAnswer {
  readonly id: number;
  readonly result?: SqliteResult;
  readonly error?: ThreadError;
}

/** An error's own properties are lost in a structured clone, and `errcode` decides what a failure means. */
export interface ThreadError {
  readonly message: string;
  readonly code: unknown;
  readonly errcode: unknown;
}
