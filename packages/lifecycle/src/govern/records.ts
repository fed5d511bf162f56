/** The digests an approval is bound to: change one byte behind any of them and the approval is void. */
export interface BoundEvidence {
  readonly data: string;
  readonly code: string;
  readonly model: string;
  readonly report: string;
}

/** A version of a named model: one immutable digest. */
export interface VersionBody {
  readonly inputs: {
    readonly charter: string;
    readonly model: string;
    readonly evaluation: string;
    readonly run: string | null;
    readonly snapshot: string | null;
  };
  readonly name: string;
  readonly number: number;
  readonly origin: 'trained' | 'external';
  readonly trainedBy: string;
}

export interface WaiverBody {
  readonly inputs: { readonly version: string };
  readonly id: string;
  readonly criterion: string;
  readonly person: string;
  readonly reason: string;
  readonly until: string;
}

export interface ApprovalBody {
  readonly inputs: { readonly version: string; readonly evaluation: string };
  readonly id: string;
  readonly bound: BoundEvidence;
  /** The report as the person saw it; the other bytes are payloads of their own records. */
  readonly payloads: { readonly report: string };
  readonly person: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
  readonly isSeparate: boolean;
}
