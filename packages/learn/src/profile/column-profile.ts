import type { Cell, ColumnKind, NumericKind } from '@tend/table';
import type { ShapeFact } from './shape/shape-fact.ts';

/**
 * What a column holds, as plain JSON and in aggregates only: no value that fewer than five rows share is listed, and quantiles and
 * extremes have five rows at or beyond them. Numbers that are not defined for so few rows are null.
 */
export type ColumnProfile = NumberProfile | TimeProfile | BooleanProfile | TextProfile;

/** What profiles of all kinds say. */
export interface CommonProfile {
  readonly column: string;
  readonly kind: ColumnKind;
  /** Rows, the missing ones included. */
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** Standard error of `distinct` as a share of it; 0 where it was counted. */
  readonly distinctError: number;
  /** The most frequent values, ten at most, each shared by at least five rows. */
  readonly frequent: readonly FrequentValue[];
  /** The counts of frequent values may be so many rows too small; 0 where they were counted. */
  readonly frequentError: number;
  /** Rows with the single most frequent value. */
  readonly mostFrequentCount: number;
  /** What stands out about the shape, each with the number it rests on. */
  readonly shape: readonly ShapeFact[];
}

export interface FrequentValue {
  readonly value: Cell;
  readonly count: number;
}

export interface QuantileAt<Value> {
  readonly share: number;
  readonly value: Value;
}

/** Bin i counts edges[i] <= value < edges[i + 1]. */
export interface HistogramOf<Value> {
  readonly edges: readonly Value[];
  readonly counts: readonly number[];
  /** Rows below the first edge, and at or above the last. */
  readonly below: number;
  readonly above: number;
  /** Rows in bins that hold a single value of fewer than five rows; such bins count 0. */
  readonly hidden: number;
}

export interface NumberProfile extends CommonProfile {
  readonly kind: Extract<NumericKind, 'number' | 'integer'>;
  /** Type 7 at 1, 5, 10, 25, 50, 75, 90, 95 and 99%; at 0 and 100% the value that five rows reach, at most four lying beyond. */
  readonly quantiles: readonly QuantileAt<number>[];
  /** Quantiles and counts of bins may be so large a share of the present rows off; 0 where they were counted. */
  readonly rankError: number;
  readonly mean: number | null;
  /** Divisor n - 1. */
  readonly sd: number | null;
  /** G1 and G2, the second 0 for a normal distribution, as pandas has them. */
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  /** Median absolute deviation from the median, and distance of the quartiles. */
  readonly mad: number | null;
  readonly iqr: number | null;
  readonly zeros: number;
  readonly negatives: number;
  /** Present values that are whole numbers. */
  readonly wholes: number;
  readonly order: Order | null;
  /** Edges are round numbers. Rows far out, which would squash all others, are counted below and above. */
  readonly histogram: HistogramOf<number> | null;
}

/** How the values follow each other in the order of the rows; null where they go up and down. */
export type Order = 'increasing' | 'decreasing' | 'notDecreasing' | 'notIncreasing' | 'constant';

export interface TimeProfile extends CommonProfile {
  readonly kind: 'date' | 'instant';
  /** As of numbers, rounded down; dates `2001-03-05`, instants ISO 8601 UTC. */
  readonly quantiles: readonly QuantileAt<string>[];
  readonly rankError: number;
  /** Days from the 0% to the 100% of the quantiles. */
  readonly spanDays: number | null;
  /** The coarsest unit that all values are whole multiples of. */
  readonly finestUnit: TimeUnit | null;
  readonly order: Order | null;
  readonly histogram: (HistogramOf<string> & { readonly unit: CalendarUnit }) | null;
}

export type TimeUnit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';
export type CalendarUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade' | 'century';

export interface BooleanProfile extends CommonProfile {
  readonly kind: 'boolean';
  readonly trues: number;
  readonly falses: number;
  /** Share of true among present values; null without any. */
  readonly trueShare: number | null;
}

export interface TextProfile extends CommonProfile {
  readonly kind: 'text';
  /** Lengths in characters (code points) and in words (parts between white space), a row each. */
  readonly characters: LengthProfile;
  readonly words: LengthProfile;
  /** Shares of all characters; they sum to 1. Null without any. */
  readonly classes: CharacterClasses | null;
  /** Rows whose whole text looks like one of these, blanks around left out. */
  readonly looksLike: TextLooks;
  /** Present rows of no characters, and rows with white space at either end. */
  readonly empty: number;
  readonly padded: number;
  /** Null where texts hardly repeat: fewer than two rows a text. */
  readonly variants: VariantProfile | null;
}

export interface LengthProfile {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly quantiles: readonly QuantileAt<number>[];
  readonly histogram: HistogramOf<number> | null;
}

export interface CharacterClasses {
  readonly upper: number;
  readonly lower: number;
  /** Letters without case, and marks on letters. */
  readonly otherLetter: number;
  readonly digit: number;
  readonly space: number;
  readonly punctuation: number;
  readonly symbol: number;
  readonly other: number;
}

export interface TextLooks {
  readonly number: number;
  readonly email: number;
  readonly url: number;
  readonly json: number;
  readonly uuid: number;
}

/** Levels that differ in case, white space or compatible characters only. */
export interface VariantProfile {
  /** Levels with more than one spelling, and the rows that do not have the commonest one of theirs. */
  readonly levels: number;
  readonly rows: number;
  /** Up to five of them, spellings of at least five rows each. */
  readonly examples: readonly (readonly FrequentValue[])[];
}
