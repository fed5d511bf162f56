import type { Picture } from '@tend/learn';

export interface FindingBody {
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly value: number | null;
  readonly n: number;
  readonly severity: 'block' | 'warn' | 'info';
  /** Which drawing goes with it; records of before have none. */
  readonly picture?: Picture;
}

/** Why the models do not see a column, and whether a computation or a person said so. */
export interface ExclusionBody {
  readonly column: string;
  readonly by: 'computed' | 'charter';
  readonly person: string | null;
  readonly reason: string;
}

export interface ExplorationBody {
  readonly inputs: {
    readonly charter: string;
    readonly snapshot: string;
    readonly split: string;
    readonly profile: string;
  };
  readonly findings: readonly FindingBody[];
  readonly exclusions: readonly ExclusionBody[];
  /** Suspects that a person keeps, with the reason from the charter. */
  readonly kept: readonly { readonly column: string; readonly person: string; readonly reason: string }[];
  readonly columns: readonly string[];
}

/**
 * That a snapshot was explored. The aggregates, and the sketches of the columns that monitoring takes its reference from, stand in
 * payloads, where a withdrawal can erase them.
 */
export interface ProfileBody {
  readonly inputs: { readonly snapshot: string };
  /** Digest of everything that was read: snapshot, rows, outcomes, columns, code. */
  readonly key: string;
  readonly payloads: { readonly exploration: string; readonly sketches: string };
}
