import type { GoldenCheck } from '@tend/protocol';

/** The decision that a protected alias moves. */
export interface PromotionBody {
  readonly inputs: {
    readonly version: string;
    readonly evaluation: string;
    readonly approvals: readonly string[];
  };
  readonly waivers: readonly string[];
  /** How its golden rows came out; absent in records of programs that knew none. */
  readonly golden?: GoldenCheck;
  readonly id: string;
  readonly alias: string;
  readonly person: string;
}

/** A version that serves. */
export interface DeploymentBody {
  readonly inputs: { readonly version: string; readonly promotion: string };
  readonly id: string;
  readonly reason: string;
}
