import type { Finding } from './finding.ts';

/** A finding with its place among others: leaks stand at 90 and above, what is merely to be known below 30. */
export interface RankedFinding {
  readonly importance: number;
  readonly finding: Finding;
}
