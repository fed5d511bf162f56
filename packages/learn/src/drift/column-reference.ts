import type { NumericKind } from '@tend/table';

/** What a window is compared with: an aggregate of a column that keeps no rows and is plain JSON. */
export type ColumnReference = NumericReference | TextReference;

export interface NumericReference {
  readonly kind: NumericKind;
  readonly column: string;
  /** Rows, the missing ones included. */
  readonly n: number;
  readonly missing: number;
  /** Type-7 quantiles of the present values at 0%, 1%, ... 100%; empty without present values. */
  readonly quantiles: readonly number[];
  /** How many present values are at most the quantile beside it: exact also where values tie. */
  readonly atOrBelow: readonly number[];
  /** Null where undefined. */
  readonly mean: number | null;
  readonly sd: number | null;
}

export interface TextReference {
  readonly kind: 'text';
  readonly column: string;
  readonly n: number;
  readonly missing: number;
  /** Values seen at least 5 times, the most frequent first, 200 at most: a rarer one may point at a person. */
  readonly frequent: readonly ValueCount[];
  /** Rows with any other present value. */
  readonly other: number;
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}
