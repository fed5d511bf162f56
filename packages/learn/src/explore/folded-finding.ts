import type { Finding } from './finding.ts';

/** A finding as a person reads it: by itself, or one sentence for several that have one reason. */
export interface FoldedFinding extends Finding {
  /** What the sentence stands for; empty where it stands for itself. */
  readonly covers: readonly Finding[];
}

/** A sentence and the findings that it stands for, two or more. */
export interface Fold {
  readonly told: Finding;
  readonly covers: readonly Finding[];
}
