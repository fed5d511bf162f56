import type { ProgressEvent } from '@tend/lifecycle';

/** Shows the events of a running operation; `stop` takes away what moves and leaves what is done. */
export interface Progress {
  show(event: ProgressEvent): void;
  stop(): void;
}

export const silentProgress: Progress = { show: () => {}, stop: () => {} };
