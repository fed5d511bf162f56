import type { Timing } from '../measure/timing.ts';

/** What `take-snapshot-process.ts` is to do: take the data of a project, in a folder that holds nothing else yet. */
export interface SnapshotJob {
  readonly folder: string;
}

export interface SnapshotAnswer extends Timing {
  readonly rows: number;
}
