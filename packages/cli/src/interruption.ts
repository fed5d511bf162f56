import type { Io } from './io.ts';

/** How long an operation may take to stop at a safe point before the command ends without it. */
const graceMs = 3000;

/** The operation did not stop by itself in time, or the person insisted. */
export class Interrupted extends Error {}

export interface Interruption {
  /** Its reason is the name of the signal. */
  readonly signal: AbortSignal;
  /** `work`, unless it is interrupted and does not stop in time (`Interrupted`), or something crashes beside it. */
  guard<T>(work: Promise<T>): Promise<T>;
  dispose(): void;
}

/** Turns SIGINT into a request to stop, then into an end: safe at any moment, as every change is one transaction. */
export function watchInterrupts(io: Io, onFirst: () => void): Interruption {
  const controller = new AbortController();
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // An end that comes when no guard waits any more is nobody's error.
  ended.catch(() => {});
  let stopTimer: (() => void) | undefined;
  const stopWatching = io.watch({
    onInterrupt(signal) {
      if (controller.signal.aborted) return fail(new Interrupted('interrupted twice'));
      controller.abort(signal);
      onFirst();
      stopTimer = io.every(graceMs, () => fail(new Interrupted('the grace is over')));
    },
    onCrash: fail,
  });
  return {
    signal: controller.signal,
    guard: (work) => Promise.race([work, ended]),
    dispose() {
      stopTimer?.();
      stopWatching();
    },
  };
}
