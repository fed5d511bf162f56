import { sharedTeam, TeamBroken } from '@tend/kernels';
import type { Invitation } from '../threads.ts';
import { type BinSearchTask, binSearchProgram } from './boosted-trees/bin-search-program.ts';
import { type BinWritingTask, binWritingProgram } from './boosted-trees/bin-writing-program.ts';
import { boostProgram } from './boosted-trees/boost-program.ts';
import type { BoostTask } from './boosted-trees/boost-task.ts';
import { type ForestTask, forestProgram } from './random-forest/forest-program.ts';

/**
 * What a thread does with an invitation: its part of the job. If it fails it tells its team and throws; where the team
 * failed without it, it returns.
 */
export function joinTeam({ job, control, rank, size }: Invitation): void {
  const team = sharedTeam(control, rank, size);
  try {
    if (job.program === 'findBins') binSearchProgram(job.input as BinSearchTask, team);
    else if (job.program === 'writeBins') binWritingProgram(job.input as BinWritingTask, team);
    else if (job.program === 'growForest') forestProgram(job.input as ForestTask, team);
    else boostProgram(job.input as BoostTask, team);
    team.barrier();
  } catch (error) {
    team.fail();
    if (!(error instanceof TeamBroken)) throw error;
  }
}
