import { mergeRegisters } from './distinct-sketch.ts';
import { type FrequentSketch, frequentSketch, mergeFrequentSketches } from './frequent-sketch.ts';
import { hashedValues } from './hashed-values.ts';
import { type Moments, mergeMoments } from './moments.ts';
import { mergeRankSketches, type RankSketch, rankSketch } from './rank-sketch.ts';
import { mergeValueCounts, totalCount, type ValueCounts } from './value-counts.ts';

/** What a profile needs to know of a column of numbers, or of a part of it; parts merge in the order of their rows. */
export interface NumberSketch {
  /** Rows, the missing ones included. */
  readonly n: number;
  readonly present: number;
  /** About infinities and beyond the largest double: NaN. */
  readonly moments: Moments;
  readonly zeros: number;
  readonly negatives: number;
  readonly wholes: number;
  /** The five smallest and five largest values, ascending, each as often as it stands there. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  /** How often the next present value is larger, and smaller, than the one before. */
  readonly rises: number;
  readonly falls: number;
  /** First and last present value; NaN without any. */
  readonly first: number;
  readonly last: number;
  readonly distribution: Distribution;
}

/** All values with their counts, or, where there are more than `mostExact` distinct ones, three sketches of them. */
export type Distribution = ExactDistribution | SketchedDistribution;

export interface ExactDistribution extends ValueCounts {
  readonly type: 'exact';
}

export interface SketchedDistribution {
  readonly type: 'sketched';
  readonly ranks: RankSketch;
  /** HyperLogLog registers. */
  readonly registers: Uint8Array;
  readonly frequent: FrequentSketch;
}

/** Up to so many distinct values a column is counted exactly. */
export const mostExact = 65_536;
export const extremesKept = 5;

/** The sketch of two parts together, the rows of `a` first. Merging in a fixed order gives the same bits. */
export function mergeNumberSketches(a: NumberSketch, b: NumberSketch): NumberSketch {
  if (a.present === 0) return { ...b, n: a.n + b.n };
  if (b.present === 0) return { ...a, n: a.n + b.n };
  return {
    n: a.n + b.n,
    present: a.present + b.present,
    moments: mergeMoments(a.moments, b.moments),
    zeros: a.zeros + b.zeros,
    negatives: a.negatives + b.negatives,
    wholes: a.wholes + b.wholes,
    lowest: [...a.lowest, ...b.lowest].sort((x, y) => x - y).slice(0, extremesKept),
    highest: [...a.highest, ...b.highest].sort((x, y) => x - y).slice(-extremesKept),
    rises: a.rises + b.rises + (b.first > a.last ? 1 : 0),
    falls: a.falls + b.falls + (b.first < a.last ? 1 : 0),
    first: a.first,
    last: b.last,
    distribution: mergeDistributions(a.distribution, b.distribution),
  };
}

function mergeDistributions(a: Distribution, b: Distribution): Distribution {
  if (a.type === 'exact' && b.type === 'exact') {
    const merged = mergeValueCounts(a, b);
    if (merged.values.length <= mostExact) return { type: 'exact', ...merged };
  }
  const [left, right] = [sketched(a), sketched(b)];
  return {
    type: 'sketched',
    ranks: mergeRankSketches(left.ranks, right.ranks),
    registers: mergeRegisters(left.registers, right.registers),
    frequent: mergeFrequentSketches(left.frequent, right.frequent),
  };
}

function sketched(distribution: Distribution): SketchedDistribution {
  if (distribution.type === 'sketched') return distribution;
  return {
    type: 'sketched',
    ranks: rankSketch(distribution, totalCount(distribution.counts)),
    registers: hashedValues(distribution.values),
    frequent: frequentSketch(distribution),
  };
}
