import { chiSquareTest, wilsonInterval } from '@tend/kernels';
import type { DenseColumn } from '../associations/dense-column.ts';
import { countedAuc } from '../metrics/counted-auc.ts';
import { foldCount, foldsOf } from '../target-relations/outcome.ts';
import type { KnownRows } from './known-rows.ts';
import { valueRuns } from './value-runs.ts';

/** How one column alone relates to the target. */
export interface TargetRelation {
  readonly column: string;
  /** Rows with a value (text: all rows, missing counting as a level). */
  readonly n: number;
  /** 0.5 to 1: of a positive and a negative, how often the column ranks them right. NaN where one class is absent. */
  readonly auc: number;
  /** Which values go with positives. */
  readonly direction: 'higher' | 'lower' | 'levels';
  /** The level (at least 20 rows) with the highest lower bound of its positive rate. Text only. */
  readonly bestLevel?: LevelRate;
  /** Where values are missing on at least 20 rows and present on at least 20. */
  readonly missing?: MissingRelation;
}

export interface LevelRate {
  readonly level: string;
  readonly n: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Its rate over that of all rows. */
  readonly lift: number;
}

export interface MissingRelation {
  readonly n: number;
  readonly rate: number;
  readonly rateWherePresent: number;
  readonly pValue: number;
}

const leastRows = 20;

/** Relates a column to the target, coded over the rows whose outcome is known; `folds`: of those rows (`foldsOf`). */
export function relateToTarget(
  dense: DenseColumn,
  known: KnownRows,
  folds: Uint8Array = foldsOf(known.rows.length),
): TargetRelation {
  return dense.kind === 'text' ? relateText(dense, known, folds) : relateNumber(dense, known);
}

function relateNumber(dense: DenseColumn, { rows, target, positives }: KnownRows): TargetRelation {
  const runs = valueRuns(dense, target);
  const auc = countedAuc(runs.values, Float64Array.from(runs.counts), Float64Array.from(runs.positives));
  const present = runs.positives.reduce((sum, count) => sum + count, 0);
  const absent = positives - present;
  return {
    column: dense.name,
    n: rows.length - dense.missing,
    auc: auc < 0.5 ? 1 - auc : auc,
    direction: auc < 0.5 ? 'lower' : 'higher',
    ...relateMissing([dense.missing - absent, absent], rows.length, positives),
  };
}

/** The weight of the overall rate in the rate of a level, in rows. */
const priorRows = 10;

/** Scores each row by its level's rate on the other folds: a level's own rows would make rare levels look perfect. */
function relateText(dense: DenseColumn, { rows, target, positives }: KnownRows, folds: Uint8Array): TargetRelation {
  const { codes } = dense;
  const labels = dense.as === 'levels' ? dense.labels : [];
  // The last level is that of missing values.
  const width = dense.counts.length + 1;
  const counts = new Float64Array(width * foldCount);
  const hits = new Float64Array(width * foldCount);
  for (let i = 0; i < codes.length; i++) {
    const slot = (codes[i] as number) * foldCount + (folds[i] as number);
    counts[slot] = (counts[slot] as number) + 1;
    hits[slot] = (hits[slot] as number) + (target[i] as number);
  }
  const base = positives / rows.length;
  const scoreOf = new Float64Array(width * foldCount);
  let bestLevel: LevelRate | undefined;
  for (let level = 0; level < width; level++) {
    let n = 0;
    let k = 0;
    for (let slot = level * foldCount; slot < (level + 1) * foldCount; slot++) {
      n += counts[slot] ?? 0;
      k += hits[slot] ?? 0;
    }
    for (let slot = level * foldCount; slot < (level + 1) * foldCount; slot++)
      scoreOf[slot] = (k - (hits[slot] ?? 0) + priorRows * base) / (n - (counts[slot] ?? 0) + priorRows);
    const name = labels[level];
    if (name === undefined || n < leastRows) continue;
    const { low, high } = wilsonInterval(k, n, 0.95);
    if (low > (bestLevel?.low ?? -1)) bestLevel = { level: name, n, rate: k / n, low, high, lift: k / n / base };
  }
  const auc = countedAuc(scoreOf, counts, hits);
  const absentHits = hits.subarray((width - 1) * foldCount).reduce((sum, count) => sum + count, 0);
  return {
    column: dense.name,
    n: rows.length,
    // Below 0.5 out of fold means that the levels tell nothing, not that they tell the opposite.
    auc: auc < 0.5 ? 0.5 : auc,
    direction: 'levels',
    ...(bestLevel === undefined ? {} : { bestLevel }),
    ...relateMissing([dense.missing - absentHits, absentHits], rows.length, positives),
  };
}

/** `missing`: rows without a value, by outcome. */
function relateMissing(
  [n0, n1]: readonly [number, number],
  rowCount: number,
  positives: number,
): { readonly missing?: MissingRelation } {
  const [present0, present1] = [rowCount - positives - n0, positives - n1];
  if (n0 + n1 < leastRows || present0 + present1 < leastRows) return {};
  return {
    missing: {
      n: n0 + n1,
      rate: n1 / (n0 + n1),
      rateWherePresent: present1 / (present0 + present1),
      pValue: chiSquareTest([
        [present0, present1],
        [n0, n1],
      ]).pValue,
    },
  };
}
