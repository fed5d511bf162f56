/** Takes one snapshot of a project, checks and faults included, as `tend data take` does; the job is the one argument, JSON. */
import { enableCompileCache } from 'node:module';
import { openProject } from '@tend/node';
import { treeCpuMs } from './process-tree.ts';
import type { SnapshotAnswer, SnapshotJob } from './snapshot-job.ts';

// As the command does: what a thread loads was compiled before.
enableCompileCache();
const { folder } = JSON.parse(process.argv[2] ?? '') as SnapshotJob;
const [started, cpuBefore] = [performance.now(), treeCpuMs()];
const project = await openProject(folder, { actor: { name: 'bench', knownBy: 'claimed' } });
const taken = await project.takeData({});
await project.close();
const answer: SnapshotAnswer = {
  rows: taken.taking.rows,
  wallMs: performance.now() - started,
  cpuMs: treeCpuMs() - cpuBefore,
};
console.log(JSON.stringify(answer));
