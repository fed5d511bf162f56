import type { WindowSummary } from '@tend/protocol';

/** One look at production: what was compared with what, and what it showed. */
export interface MonitoringBody {
  readonly inputs: { readonly deployment: string; readonly exploration: string | null; readonly evaluation: string };
  readonly asOf: string;
  /** Digests of the log segments that were read, with the rows seen in each. */
  readonly segments: readonly { readonly id: string; readonly digest: string; readonly rows: number }[];
  readonly windows: readonly WindowSummary[];
}

export interface AlarmBody {
  readonly inputs: { readonly monitoring: string | null };
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly window: string | null;
}
