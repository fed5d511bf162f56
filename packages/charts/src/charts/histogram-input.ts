import type { ValueKind } from '../format/format-value.ts';
import type { ChartText } from '../plot/chart.ts';

/** Rows with `from <= value < to`, or up to `to` where the bin is the last. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Rows beyond the bins: `count` rows below or above `bound`. */
export interface Tail {
  readonly bound: number;
  readonly count: number;
}

export interface HistogramInput extends ChartText {
  readonly column: string;
  readonly kind: ValueKind;
  readonly unit?: string;
  /** In ascending order, none overlapping another. */
  readonly bins: readonly Bin[];
  /** Whole numbers, one a bin: a bar stands over its number and says it alone. */
  readonly isOneNumberABin?: boolean;
  readonly missing: number;
  /** Rows of bins that hold too few to be shown; such bins count 0. */
  readonly hidden?: number;
  readonly below?: Tail;
  readonly above?: Tail;
  /** A second sample in the same bins, drawn as an outline; then heights are shares of each sample's rows. */
  readonly reference?: HistogramReference;
  /** What the bars are called beside a reference; "these rows" unless told. */
  readonly label?: string;
  /** Values of interest, drawn as lines with their label: a median, a limit. */
  readonly lines?: readonly { readonly value: number; readonly label: string }[];
}

export interface HistogramReference {
  readonly label: string;
  /** One count a bin. */
  readonly counts: readonly number[];
  readonly missing: number;
  readonly below?: number;
  readonly above?: number;
}
