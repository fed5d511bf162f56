import { type Team, TeamBroken } from '@tend/kernels';
import type { ThreadJob } from '../threads.ts';
import { type BinSearchTask, binSearchProgram } from './boosted-trees/bin-search-program.ts';
import { type BoostTask, boostProgram } from './boosted-trees/boost-program.ts';

/**
 * What a thread other than the first does with a job. A thread that fails tells its team and throws; one whose team failed
 * without it returns.
 */
export function runThreadJob({ program, input }: ThreadJob, team: Team): void {
  try {
    if (program === 'findBins') binSearchProgram(input as BinSearchTask, team);
    else boostProgram(input as BoostTask, team);
    team.barrier();
  } catch (error) {
    team.fail();
    if (!(error instanceof TeamBroken)) throw error;
  }
}
