import type { Finding } from './finding.ts';
import type { FindingFamily } from './finding-family.ts';

/** A finding with its place among others: the larger the more important. */
export interface RankedFinding {
  readonly importance: number;
  readonly finding: Finding;
  /** Findings of one family are told in one sentence, where there are several. */
  readonly family?: FindingFamily;
}
