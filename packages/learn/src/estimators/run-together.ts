import { soloTeam, type Team } from '@tend/kernels';
import type { ThreadJob, ThreadPool } from '../threads.ts';

/** Runs a program on all threads of the pool, this one as the first, and returns when all have done; without a pool here alone. */
export function runTogether(threads: ThreadPool | undefined, job: ThreadJob, run: (team: Team) => void): void {
  const team = threads?.start(job) ?? soloTeam;
  try {
    run(team);
    team.barrier();
  } catch (error) {
    team.fail();
    throw error;
  }
}
