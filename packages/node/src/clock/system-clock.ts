import type { Clock } from '@tend/lifecycle';

/** The machine's clock, and its monotonic twin that no adjustment turns back. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};
