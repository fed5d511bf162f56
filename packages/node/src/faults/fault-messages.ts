import type { Fault, FaultOptions } from '@tend/lifecycle';
import type { Column, Schema } from '@tend/table';

/** What the thread that searches for faults is started with. */
export interface FaultThreadData {
  readonly rowCount: number;
  readonly options: FaultOptions;
}

/** The next column to see, the end of them, or a column that the thread asked for. */
export type ToFaultThread = { readonly see: Column } | { readonly finish: Schema } | { readonly column: Column };

/** A column was seen, one is wanted again, or all is done. */
export type FromFaultThread =
  | { readonly seen: true }
  | { readonly wanted: string }
  | { readonly faults: readonly Fault[] };
