import type { Tables } from '../store/tables.ts';

/** That bytes were erased at a person's wish, and what stands in their place. */
export interface TombstoneBody {
  /** Id of the withdrawal, which names nobody. */
  readonly withdrawal: string;
  /** Digest of the bytes that were erased. */
  readonly erased: string;
  readonly what: Tables['tombstone']['kind'];
  /** Digest of what stands in their place; null where nothing does. */
  readonly standIn: string | null;
  /** Rows, predictions or values that it lacks. */
  readonly erasedCount: number;
  /** The same digest where it is that of a payload. */
  readonly payloads: { readonly rest?: string };
}
