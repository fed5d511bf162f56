import type { ColumnContract } from '@tend/protocol';
import type { ColumnReading, InferredColumn, Schema } from '@tend/table';
import type { JoinOutcome } from '../as-of/index.ts';
import type { SourceFile } from '../ports.ts';

/** One immutable taking of a source: the digest of its canonical columns is the payload's name. */
export interface SnapshotBody {
  readonly payload: string;
  readonly schema: Schema;
  readonly rowCount: number;
}

/** What every taking must satisfy: proposed from a reference snapshot, overruled by the charter. */
export interface ContractBody {
  /** `heldTo`: the contract before it, null for the first. `accepted`: the snapshot whose rows proposed its terms. */
  readonly inputs: { readonly charter: string; readonly heldTo: string | null; readonly accepted: string };
  /** Who took a source as the new reference, and why; absent where a taking made the contract. */
  readonly acceptance?: { readonly person: string; readonly reason: string };
  readonly schema: Schema;
  /** What was proposed for each column when it was first taken: later takings keep it. It only warns. */
  readonly reference: Readonly<Record<string, ColumnContract>>;
  /** What a person wrote into the charter; it overrules, and it may block. */
  readonly written: Readonly<Record<string, ColumnContract>>;
  /** How the cells of each column were read when it was first taken, unless the charter says: later takings read so. */
  readonly reading: Readonly<Record<string, ColumnReading>>;
}

export interface CheckOutcome {
  readonly id: string;
  readonly column: string;
  readonly check: string;
  readonly asked: string;
  readonly observed: string;
  readonly failingCount: number;
  /** Up to five, counted from 0. */
  readonly firstFailingRows: readonly number[];
  readonly severity: 'block' | 'warn';
  readonly owner?: string;
  readonly isMet: boolean;
}

export interface FaultOutcome {
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly count: number;
}

/** That a person accepted a blocking check that fails, as it stood at the taking. */
export interface CheckWaiver {
  /** The id of the finding. */
  readonly finding: string;
  readonly column: string;
  readonly check: string;
  readonly person: string;
  readonly reason: string;
  /** The last day on which it counts. */
  readonly until: string;
}

/** That a source was read: what was found, which contract it was held to. */
export interface TakingBody {
  readonly inputs: {
    readonly charter: string;
    readonly snapshot: string;
    readonly contract: string;
    /** Snapshots of the sources that were joined, in the order of the charter; absent where there are none. */
    readonly joined?: readonly string[];
  };
  readonly source: string;
  /** Digest of the source as it was read; with joins, of the digests of all sources in order. */
  readonly fileDigest: string;
  readonly files: readonly SourceFile[];
  /** How each column was read. The reasons are not kept: they quote cells. */
  readonly columns: readonly Omit<InferredColumn, 'reason' | 'otherwise' | 'almost'>[];
  /** What the source itself gives reason to say: a query without an order, times that were cut. */
  readonly warnings: readonly string[];
  /** Rows that were set aside. */
  readonly rejectedCount: number;
  /** The rows that were set aside, as JSON: data of persons stands in no record. */
  readonly payloads: { readonly rejected?: string };
  /** What each join found, in the order of the charter; absent where there are none. */
  readonly joins?: readonly JoinOutcome[];
  readonly unitsConverted: readonly string[];
  readonly checks: readonly CheckOutcome[];
  readonly waivers: readonly CheckWaiver[];
  readonly faults: readonly FaultOutcome[];
}

/** Who may see which rows. Row numbers are recomputed from the rule; their digests prove that they are the same. */
export interface SplitBody {
  readonly inputs: { readonly charter: string; readonly snapshot: string; readonly taking: string };
  readonly description: string;
  readonly train: SplitSide;
  readonly test: SplitSide;
  readonly unusedRows: number;
}

export interface SplitSide {
  readonly rows: number;
  readonly positives: number;
  readonly rowsDigest: string;
}
