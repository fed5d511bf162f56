import type { Charter } from '@tend/protocol';

/** The problem definition after defaults. Everything that comes later names its digest. */
export interface CharterBody {
  readonly charter: Charter;
}

/** What deciding costs per case on the training rows, by policy: is machine learning worth trying? */
export interface AssessmentBody {
  readonly inputs: { readonly charter: string };
  readonly fileDigest: string;
  readonly rows: number;
  readonly positives: number;
  /** Mean cost per case; null where the charter's costs are blank or it has no rule. */
  readonly costPerCase: {
    readonly nothing: number | null;
    readonly everything: number | null;
    readonly rule: number | null;
    readonly perfect: number | null;
  };
  readonly rule: {
    readonly rocAuc: number;
    readonly recall: number;
    readonly precision: number;
    readonly acts: number;
  } | null;
  readonly isWorthTrying: 'yes' | 'no' | 'unknown';
}
