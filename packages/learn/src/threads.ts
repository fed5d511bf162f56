import type { Team } from '@tend/kernels';

/** Threads that work together on one fit; the platform makes them, and keeps them between fits. */
export interface ThreadPool {
  /** The calling thread is one of them. */
  readonly size: number;
  /** Has every other thread run `job` through `runThreadJob`, and gives the caller's place in their team, rank 0. */
  start(job: ThreadJob): Team;
}

/** What threads do together: the name of a program and its input, as data that a structured clone keeps. */
export interface ThreadJob {
  readonly program: 'findBins' | 'boost';
  readonly input: unknown;
}
