import type { ReadRequest, RejectedRow, SourceFile } from '@tend/lifecycle';
import type { ProblemJson } from '@tend/protocol';
import type { InferredColumn } from '@tend/table';
import type { ReadLimits } from '../read-limits.ts';

/** What the reading process is asked. Names of environment variables, never what they hold. */
export interface ReadingTask {
  readonly request: ReadRequest;
  readonly folder: string;
  readonly scratch: string;
  readonly limits: ReadLimits;
}

/** What a reading says; the table lies in a file beside it. */
export interface ReadingReport {
  readonly columns: readonly InferredColumn[];
  readonly rejected: readonly RejectedRow[];
  readonly files: readonly SourceFile[];
  readonly digest: string;
  readonly warnings: readonly string[];
  /** Digest of the table's canonical bytes, under which it lies in `tableFolder`. */
  readonly table: string;
}

/** The one answer of the reading process. A failure that is no problem is a bug: it comes with its stack. */
export type ReadingAnswer =
  | { readonly report: ReadingReport }
  | { readonly problem: ProblemJson }
  | { readonly bug: string };

/** Where the reading process leaves the table. */
export function tableFolder(scratch: string): string {
  return `${scratch}/table`;
}
