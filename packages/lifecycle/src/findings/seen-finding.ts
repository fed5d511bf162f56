import type { Tables } from '../store/tables.ts';

/** Something wrong as a stage sees it now. What the stage saw before and does not name any more counts as gone. */
export interface SeenFinding {
  /** What sort of thing it is: the name of a check, the kind of a fault, `leak`, `rejected rows`. */
  readonly kind: string;
  /** The column (several: joined by a comma), or `rows`. */
  readonly subject: string;
  /** What tells it from others of the same kind and subject, e.g. the id of a check. It may not change from run to run. */
  readonly key?: string;
  readonly severity: Tables['finding']['severity'];
  /** One plain sentence with the numbers. */
  readonly message: string;
  /** What it was measured against, e.g. what a check asked: other terms are another cause, and no waiver covers them. */
  readonly cause?: string;
  /** How many fail, and of how many: a waiver covers no share that is far larger than the one that was waived. */
  readonly failing?: number;
  readonly total?: number;
  readonly owner?: string;
  /** Digest of the record that shows it. Absent where a refusal left none. */
  readonly record?: string;
  /** How the stage itself dealt with it, e.g. `excluded from the models`: it is closed as long as that holds. */
  readonly settled?: string;
}
