import { sharedTeam, type Team, teamBytes } from '@tend/kernels';

/** Threads that work together on one fit; the platform makes them, and keeps them between fits. */
export interface ThreadPool {
  /** The calling thread is one of them. */
  readonly size: number;
  /** Has every other thread work on `job`, and gives the caller's place in their team, rank 0. */
  start(job: ThreadJob): Team;
}

/** What threads do together: the name of a program and its input, as data that a structured clone keeps. */
export interface ThreadJob {
  readonly program: 'findBins' | 'writeBins' | 'boost' | 'growForest';
  readonly input: unknown;
}

/** What the first thread of a team sends each other one, which hands it to `joinTeam`. */
export interface Invitation {
  readonly job: ThreadJob;
  readonly control: SharedArrayBuffer;
  readonly rank: number;
  readonly size: number;
}

/** A pool of the calling thread and one more for each way to send an invitation. */
export function threadPoolOver(senders: readonly ((invitation: Invitation) => void)[]): ThreadPool {
  const size = senders.length + 1;
  return {
    size,
    start: (job) => {
      const control = new SharedArrayBuffer(teamBytes);
      for (const [i, send] of senders.entries()) send({ job, control, rank: i + 1, size });
      return sharedTeam(control, 0, size);
    },
  };
}
