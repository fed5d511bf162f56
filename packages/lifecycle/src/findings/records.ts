/** What a person decided about a finding: that it is resolved, or that it is accepted as it is until the end of a day. */
export interface FindingDecisionBody {
  /** The record that showed the finding; null where a refused taking left none. */
  readonly inputs: { readonly shownBy: string | null };
  /** The id of the finding. */
  readonly finding: string;
  /** How many decisions and other events of this finding there were before. */
  readonly after: number;
  readonly stage: string;
  readonly kind: string;
  readonly subject: string;
  readonly severity: 'block' | 'warn' | 'info';
  /** What it was measured against, and its extent, as they were decided about. */
  readonly cause: string;
  readonly failing: number | null;
  readonly total: number | null;
  readonly decision: 'resolved' | 'waived';
  readonly person: string;
  readonly reason: string;
  /** The last day of a waiver; null where the finding is resolved. */
  readonly until: string | null;
}
