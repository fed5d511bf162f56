import type { ProgressEvent } from '@tend/lifecycle';

/** Shows the events of a running operation; `stop` takes away what moves and leaves what is done. */
export interface Progress {
  /** Says what the command waits for before the first event. */
  wait(what: string): void;
  show(event: ProgressEvent): void;
  stop(): void;
}

export const silentProgress: Progress = { wait: () => {}, show: () => {}, stop: () => {} };
