import { adjustFalseDiscovery, hash32, type Interval, wilsonInterval } from '@tend/kernels';
import type { LeakTarget } from '../explore/leak-target.ts';
import type { BinnedColumn } from '../row-patterns/bin-columns.ts';
import { type CoarseBins, coarseBins } from '../row-patterns/coarse-bins.ts';
import { areaOfCounts } from './area-of-counts.ts';
import { type MissingFlags, missingPlaces } from './missing-flags.ts';
import { type OutcomeDifference, outcomeTest } from './outcome-test.ts';
import { pooledTest } from './pooled-test.ts';

/** What goes with a column being missing. That it depends on the missing value itself cannot be seen in data. */
export interface MissingMechanism {
  readonly column: string;
  /** `tooFew`: fewer than 20 rows missing or present. */
  readonly verdict: 'outcome' | 'otherColumn' | 'noneFound' | 'tooFew';
  /** The column that tells best where this one is missing, if one does beyond noise. */
  readonly given?: MissingGiven;
  readonly outcome?: MissingAgainstOutcome;
  /** The other columns that were tried, and the rows they were tried on. */
  readonly tried: number;
  readonly n: number;
}

export interface MissingGiven {
  readonly column: string;
  /** Rows in which that column is present. */
  readonly n: number;
  /** Of a missing and a present row, how often the other's bins rank them right, on rows that they were not counted on. */
  readonly auc: number;
  readonly low: number;
  readonly high: number;
  readonly qValue: number;
  /** Where it is missing most and least often, of the bins with at least 20 rows. */
  readonly most: MissingWhere;
  readonly least: MissingWhere;
}

export interface MissingWhere extends Interval {
  readonly where: string;
  readonly n: number;
  readonly share: number;
}

export interface MissingAgainstOutcome {
  readonly n: number;
  readonly qValue: number;
  /** Binary: the share of positives. Number: the mean. Absent for classes. */
  readonly whereMissing?: number;
  readonly wherePresent?: number;
}

export interface MechanismOptions {
  readonly flags: readonly MissingFlags[];
  /** Over the same rows as the flags. */
  readonly binned: readonly BinnedColumn[];
  readonly rows: Int32Array;
  readonly target?: LeakTarget;
}

const leastRows = 20;
/** The columns of most missing cells are asked about, and at most so many others about each. */
const mostAsked = 50;
const mostTried = 200;
/** Cells that are counted at most; more rows than that gives are thinned out evenly. */
const mostWork = 150_000_000;
const binCount = 8;
const foldCount = 5;
/** The share of relations said to be there that may be so by chance. */
const falseDiscovery = 0.01;
/** Less than this is beyond noise in many rows, and tells next to nothing. */
const leastAuc = 0.55;

/**
 * What each column being missing goes with: the outcome, and the bins of each other column, chi-square or rank tests with
 * control of false discovery over all of them (Benjamini and Hochberg). Other columns are asked where they are present.
 */
export function missingMechanisms(options: MechanismOptions): readonly MissingMechanism[] {
  const { flags, binned, rows, target } = options;
  const asked = flags
    .filter(({ missing }) => missing >= leastRows && missing <= rows.length - leastRows)
    .toSorted((a, b) => b.missing - a.missing)
    .slice(0, mostAsked);
  const others = binned.slice(0, mostTried);
  const step = Math.max(1, Math.ceil((rows.length * asked.length * others.length) / mostWork));
  const foldOf = new Uint8Array(rows.length);
  for (let i = 0; i < foldOf.length; i++) foldOf[i] = hash32(i, 7) % foldCount;
  const looked = placesBy(step, rows.length);
  const counted = others.map((other) => {
    const bins = coarseBins(other, binCount);
    return { other, bins, totals: countFolds(looked, foldOf, other, bins) };
  });
  const against = target === undefined ? undefined : outcomeTest(rows, target);
  const pValues: number[] = [];
  const looks = asked.map((flag): Look => {
    const missing = missingPlaces(flag);
    const seen = step === 1 ? missing : missing.filter((i) => i % step === 0);
    const tried = counted.flatMap(({ other, bins, totals }) => {
      if (other.column === flag.column || bins.names.length < 2) return [];
      const counts = { hits: countFolds(seen, foldOf, other, bins), totals };
      const test = pValues.push(pooledTest(...sumFolds(counts))) - 1;
      return [{ bins, counts, test }];
    });
    const outcome = against?.(missing);
    const test = outcome === undefined ? -1 : pValues.push(outcome.pValue) - 1;
    return { column: flag.column, counted: tried, outcome, outcomeTest: test };
  });
  const qValues = adjustFalseDiscovery(pValues);
  const judged = new Map(looks.map((look) => [look.column, judge(look, qValues, Math.ceil(rows.length / step))]));
  return flags.map(({ column }) => judged.get(column) ?? { column, verdict: 'tooFew', tried: 0, n: rows.length });
}

interface Look {
  readonly column: string;
  readonly counted: readonly { readonly bins: CoarseBins; readonly counts: FoldCounts; readonly test: number }[];
  readonly outcome: OutcomeDifference | undefined;
  readonly outcomeTest: number;
}

function judge(
  { column, counted, outcome, outcomeTest }: Look,
  qValues: readonly number[],
  n: number,
): MissingMechanism {
  let given: MissingGiven | undefined;
  for (const { bins, counts, test } of counted) {
    const qValue = qValues[test] ?? 1;
    if (qValue > falseDiscovery) continue;
    const area = areaOfCounts(counts.hits, counts.totals, foldCount);
    if (area.auc < leastAuc || area.auc <= (given?.auc ?? 0)) continue;
    const places = placesOf(bins, counts);
    const [least, most] = [places[0], places[places.length - 1]];
    if (least !== undefined && most !== undefined) given = { column: bins.column, ...area, qValue, most, least };
  }
  const qValue = qValues[outcomeTest] ?? 1;
  const told = outcome && againstOutcome(outcome, qValue);
  const verdict = told !== undefined && qValue <= falseDiscovery ? 'outcome' : given ? 'otherColumn' : 'noneFound';
  return {
    column,
    verdict,
    ...(given === undefined ? {} : { given }),
    ...(told === undefined ? {} : { outcome: told }),
    tried: counted.length,
    n,
  };
}

/** By bin and fold (bin * foldCount + fold): rows, and those in which the column is missing. */
interface FoldCounts {
  readonly hits: Float64Array;
  readonly totals: Float64Array;
}

function placesBy(step: number, rowCount: number): Int32Array {
  const places = new Int32Array(Math.ceil(rowCount / step));
  for (let k = 0; k < places.length; k++) places[k] = k * step;
  return places;
}

/** Of these places the rows by bin and fold; what lies in no bin is left out. */
function countFolds(
  places: Int32Array,
  foldOf: Uint8Array,
  { codes }: BinnedColumn,
  { names, binOf }: CoarseBins,
): Float64Array {
  // What lies in no bin is counted behind the others.
  const firstOf = binOf.map((bin) => foldCount * (bin < 0 ? names.length : bin));
  const counts = new Int32Array((names.length + 1) * foldCount);
  for (let k = 0; k < places.length; k++) {
    const i = places[k] as number;
    const slot = (firstOf[codes[i] as number] as number) + (foldOf[i] as number);
    counts[slot] = (counts[slot] as number) + 1;
  }
  return Float64Array.from(counts.subarray(0, names.length * foldCount));
}

function sumFolds({ hits, totals }: FoldCounts): [Float64Array, Float64Array] {
  const bins = totals.length / foldCount;
  const [k, n] = [new Float64Array(bins), new Float64Array(bins)];
  for (let slot = 0; slot < totals.length; slot++) {
    const bin = Math.floor(slot / foldCount);
    k[bin] = (k[bin] as number) + (hits[slot] as number);
    n[bin] = (n[bin] as number) + (totals[slot] as number);
  }
  return [k, n];
}

/** The bins with at least 20 rows, by their missing share. */
function placesOf(bins: CoarseBins, counts: FoldCounts): readonly MissingWhere[] {
  const [hits, totals] = sumFolds(counts);
  return bins.names
    .flatMap((where, bin): readonly MissingWhere[] => {
      const [k, n] = [hits[bin] as number, totals[bin] as number];
      return n < leastRows ? [] : [{ where, n, share: k / n, ...wilsonInterval(k, n, 0.95) }];
    })
    .sort((a, b) => a.share - b.share);
}

function againstOutcome({ n, whereMissing, wherePresent }: OutcomeDifference, qValue: number): MissingAgainstOutcome {
  return {
    n,
    qValue,
    ...(whereMissing === undefined ? {} : { whereMissing }),
    ...(wherePresent === undefined ? {} : { wherePresent }),
  };
}
