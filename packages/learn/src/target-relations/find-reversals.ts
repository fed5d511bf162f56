import { adjustFalseDiscovery, normalCdf, normalQuantile } from '@tend/kernels';
import type { Bin } from '../associations/coarse-column.ts';
import type { Estimate } from '../metrics/estimate.ts';
import type { CellPair } from './cell-pairs.ts';
import type { MissingBin } from './interaction.ts';
import type { Outcome } from './outcome.ts';
import { type CellColumn, type PairCells, withoutFold } from './pair-cells.ts';
import type { Reversal, ReversalGroup, SideEstimate } from './reversal.ts';

const noise = 0.01;
/** In standard deviations of the target: smaller turns are of no interest to anybody. */
const leastEffect = 0.05;
/** Of the rows, the share in groups that go with the turned direction. */
const leastAgreeing = 2 / 3;
const leastRows = 5;
const mostTold = 10;
const confidence = 0.95;

export interface FoundReversals {
  readonly tested: number;
  /** The clearest first, at most ten, one for each column and value. */
  readonly reversals: readonly Reversal[];
}

/**
 * Simpson's reversals among these pairs: each level of a text and the upper half of each number is compared with the other
 * rows, over all and within the groups of the other column. Told where both differences are beyond noise (false discovery
 * controlled over all that were tried, on the weaker of both), of opposite sign, and shared by groups with two thirds of the rows.
 */
export function findReversals(pairs: readonly CellPair[], outcome: Outcome): FoundReversals {
  const tried = pairs
    .flatMap((pair) => [...sidesOf(pair, false), ...sidesOf(pair, true)])
    .map((side) => judge(side, outcome));
  const adjusted = adjustFalseDiscovery(tried.map(({ pValue }) => pValue));
  const seen = new Set<string>();
  const reversals = tried
    .map((one, i) => ({ ...one, adjusted: adjusted[i] ?? 1 }))
    .filter((one) => one.adjusted < noise && isReversed(one))
    .sort((a, b) => b.clearness - a.clearness)
    .flatMap((one): Reversal[] => {
      const key = JSON.stringify([one.side.column.column.name, one.side.where]);
      if (seen.has(key) || seen.size >= mostTold) return [];
      seen.add(key);
      return [reversalOf(one, outcome)];
    });
  return { tested: tried.length, reversals };
}

/** One comparison: the rows in `there` of a column with its other known rows, by the bins of the other column. */
interface Side {
  readonly column: CellColumn;
  readonly within: CellColumn;
  readonly there: ReadonlySet<number>;
  readonly where: Bin;
  readonly of?: string;
  readonly cells: PairCells;
  readonly isTurned: boolean;
}

function sidesOf({ a, b, questions }: CellPair, isTurned: boolean): readonly Side[] {
  const [column, within] = isTurned ? [b, a] : [a, b];
  const splits = splitsOf(column);
  return questions.flatMap(({ of, cells }) =>
    splits.map((split) => ({ column, within, ...split, ...(of === undefined ? {} : { of }), cells, isTurned })),
  );
}

function splitsOf({ column }: CellColumn): readonly { readonly there: ReadonlySet<number>; readonly where: Bin }[] {
  const { bins } = column;
  if (column.kind === 'text' || column.kind === 'boolean') {
    const named = bins.flatMap((bin, code) => (bin.type === 'level' ? [{ there: new Set([code]), where: bin }] : []));
    // Of two levels one says it all.
    return bins.length === 2 ? named.slice(-1) : named;
  }
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  const below = bins.map((_, cut) => bins.slice(0, cut).reduce((sum, { n }) => sum + n, 0));
  const cuts = [...bins.keys()]
    .slice(1)
    .sort((x, y) => Math.abs((below[x] ?? 0) - total / 2) - Math.abs((below[y] ?? 0) - total / 2));
  const cut = cuts[0];
  if (cut === undefined) return [];
  const n = total - (below[cut] ?? 0);
  const there = new Set([...bins.keys()].filter((code) => code >= cut));
  return [{ there, where: { type: 'range', from: upperEnd(bins[cut - 1]), to: null, n } }];
}

function upperEnd(bin: Bin | undefined): number | null {
  return bin?.type === 'range' ? bin.to : bin?.type === 'value' ? bin.value : null;
}

interface Sums {
  readonly n: number;
  readonly mean: number;
  /** Of one value. */
  readonly variance: number;
}

interface Judged {
  readonly side: Side;
  readonly overall: Difference;
  readonly inGroups: Difference;
  readonly sides: readonly [Sums, Sums];
  readonly groups: readonly { readonly code: number; readonly there: Sums; readonly elsewhere: Sums }[];
  readonly total: number;
  readonly pValue: number;
  readonly clearness: number;
}

interface Difference {
  readonly value: number;
  readonly error: number;
}

function judge(side: Side, outcome: Outcome): Judged {
  const { cells, isTurned, within, there } = side;
  const all = [cells.counts, cells.sums, cells.squares].map((values) => withoutFold(values, -1));
  const sumsOf = (group: number | undefined, isThere: boolean): Sums => {
    const [n, sum, square] = all.map((values) => {
      let taken = 0;
      for (let code = 0; code < side.column.column.bins.length; code++) {
        if (there.has(code) !== isThere) continue;
        for (let other = 0; other < within.count; other++) {
          if (group !== undefined && other !== group) continue;
          taken += values[isTurned ? other * cells.columns + code : code * cells.columns + other] ?? 0;
        }
      }
      return taken;
    }) as [number, number, number];
    return describe(n, sum, square, outcome.type === 'classes');
  };
  const groups = Array.from({ length: within.count }, (_, code) => ({
    code,
    there: sumsOf(code, true),
    elsewhere: sumsOf(code, false),
  })).filter((group) => group.there.n >= leastRows && group.elsewhere.n >= leastRows);
  const [up, down] = [sumsOf(undefined, true), sumsOf(undefined, false)];
  const overall = differenceOf(up, down);
  const inGroups = pooled(groups);
  const sizes = [overall, inGroups].map(({ value, error }) => (error > 0 ? Math.abs(value) / error : 0));
  const clearness = Math.min(...sizes);
  // A turn needs a sign on both sides; what has one sign throughout is no claim at all.
  const pValue = overall.value * inGroups.value < 0 ? 2 * normalCdf(-clearness) : 1;
  return { side, overall, inGroups, sides: [up, down], groups, total: up.n + down.n, pValue, clearness };
}

function describe(n: number, sum: number, square: number, isRate: boolean): Sums {
  if (n === 0) return { n, mean: 0, variance: 0 };
  const mean = sum / n;
  if (!isRate) return { n, mean, variance: n > 1 ? Math.max(0, square - n * mean * mean) / (n - 1) : 0 };
  // Half a row of either outcome, so that no group is certain.
  const share = (sum + 0.5) / (n + 1);
  return { n, mean, variance: share * (1 - share) };
}

function differenceOf(there: Sums, elsewhere: Sums): Difference {
  if (there.n === 0 || elsewhere.n === 0) return { value: 0, error: 0 };
  const error = Math.sqrt(there.variance / there.n + elsewhere.variance / elsewhere.n);
  return { value: there.mean - elsewhere.mean, error };
}

function pooled(groups: Judged['groups']): Difference {
  let [weights, sum, variance] = [0, 0, 0];
  for (const { there, elsewhere } of groups) {
    const weight = (there.n * elsewhere.n) / (there.n + elsewhere.n);
    const { value, error } = differenceOf(there, elsewhere);
    weights += weight;
    sum += weight * value;
    variance += weight * weight * error * error;
  }
  return weights > 0 ? { value: sum / weights, error: Math.sqrt(variance) / weights } : { value: 0, error: 0 };
}

function isReversed({ overall, inGroups, groups, side, total }: Judged): boolean {
  if (groups.length < 2) return false;
  const deviation = deviationOf(side.cells);
  if (Math.min(Math.abs(overall.value), Math.abs(inGroups.value)) < leastEffect * deviation) return false;
  const size = (chosen: Judged['groups']): number =>
    chosen.reduce((sum, { there, elsewhere }) => sum + there.n + elsewhere.n, 0);
  const agreeing = groups.filter(({ there, elsewhere }) => (there.mean - elsewhere.mean) * inGroups.value > 0);
  return size(agreeing) >= leastAgreeing * total;
}

function deviationOf({ counts, sums, squares }: PairCells): number {
  const [n, sum, square] = [counts, sums, squares].map((values) => values.reduce((all, one) => all + one, 0)) as [
    number,
    number,
    number,
  ];
  return Math.sqrt(Math.max(0, square / n - (sum / n) ** 2));
}

function reversalOf(judged: Judged & { readonly adjusted: number }, outcome: Outcome): Reversal {
  const { side, overall, inGroups, sides, groups, total, pValue, adjusted } = judged;
  const isNumber = outcome.type === 'number';
  const [origin, scale] = isNumber ? [outcome.mean, outcome.deviation] : [0, 1];
  const z = normalQuantile(0.5 + confidence / 2);
  const read = ({ value, error }: Difference, from = 0): Estimate => ({
    value: from + scale * value,
    low: from + scale * (value - z * error),
    high: from + scale * (value + z * error),
  });
  const level = ({ mean, variance, n }: Sums): SideEstimate => {
    const { value, low, high } = read({ value: mean, error: Math.sqrt(variance / n) }, origin);
    return { value, n, low: isNumber ? low : Math.max(0, low), high: isNumber ? high : Math.min(1, high) };
  };
  return {
    column: side.column.column.name,
    where: side.where,
    within: side.within.column.name,
    ...(side.of === undefined ? {} : { of: side.of }),
    measure: isNumber ? 'mean' : 'rate',
    n: total,
    confidence,
    overall: read(overall),
    inGroups: read(inGroups),
    there: level(sides[0]),
    elsewhere: level(sides[1]),
    pValue,
    adjusted,
    groups: groups.map(
      ({ code, there, elsewhere }): ReversalGroup => ({
        group: binOf(side.within, code),
        n: there.n + elsewhere.n,
        there: level(there),
        elsewhere: level(elsewhere),
        difference: read(differenceOf(there, elsewhere)),
      }),
    ),
  };
}

function binOf({ column }: CellColumn, code: number): Bin | MissingBin {
  return column.bins[code] ?? { type: 'missing', n: column.missing };
}
