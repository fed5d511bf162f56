import { chiSquareTest, hash32, wilsonInterval } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import { countedAuc } from '../metrics/counted-auc.ts';
import { rocAuc } from '../metrics/roc-auc.ts';
import type { KnownRows } from './known-rows.ts';

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

/** Relates a column to the target on the rows whose outcome is known. */
export function relateToTarget(column: Column, known: KnownRows): TargetRelation {
  return column.kind === 'text' ? relateText(column, known) : relateNumber(column, known);
}

function relateNumber(column: NumericColumn, { rows, target, positives }: KnownRows): TargetRelation {
  const values = new Float64Array(rows.length);
  const outcomes = new Float64Array(rows.length);
  const missing: [number, number] = [0, 0];
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = column.values[rows[i] as number] ?? Number.NaN;
    const outcome = target[i] as 0 | 1;
    if (Number.isNaN(value)) missing[outcome]++;
    else {
      values[n] = value;
      outcomes[n++] = outcome;
    }
  }
  const auc = rocAuc(outcomes.subarray(0, n), values.subarray(0, n));
  return {
    column: column.name,
    n,
    auc: auc < 0.5 ? 1 - auc : auc,
    direction: auc < 0.5 ? 'lower' : 'higher',
    ...relateMissing(missing, rows.length, positives),
  };
}

const foldCount = 5;
/** The weight of the overall rate in the rate of a level, in rows. */
const priorRows = 10;

/** Scores each row by its level's rate on the other folds: a level's own rows would make rare levels look perfect. */
function relateText(column: TextColumn, { rows, target, positives }: KnownRows): TargetRelation {
  const width = column.dictionary.length + 1;
  const counts = new Float64Array(width * foldCount);
  const hits = new Float64Array(width * foldCount);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i] as number] ?? -1;
    const slot = (code + 1) * foldCount + (hash32(i, 1) % foldCount);
    counts[slot] = (counts[slot] as number) + 1;
    hits[slot] = (hits[slot] as number) + (target[i] as number);
  }
  const base = positives / rows.length;
  const scoreOf = new Float64Array(width * foldCount);
  let bestLevel: LevelRate | undefined;
  for (let level = 0; level < width; level++) {
    let [n, k] = [0, 0];
    for (let slot = level * foldCount; slot < (level + 1) * foldCount; slot++) {
      n += counts[slot] ?? 0;
      k += hits[slot] ?? 0;
    }
    for (let slot = level * foldCount; slot < (level + 1) * foldCount; slot++)
      scoreOf[slot] = (k - (hits[slot] ?? 0) + priorRows * base) / (n - (counts[slot] ?? 0) + priorRows);
    const name = column.dictionary[level - 1];
    if (name === undefined || n < leastRows) continue;
    const { low, high } = wilsonInterval(k, n, 0.95);
    if (low > (bestLevel?.low ?? -1)) bestLevel = { level: name, n, rate: k / n, low, high, lift: k / n / base };
  }
  const auc = countedAuc(scoreOf, counts, hits);
  let [absent, absentHits] = [0, 0];
  for (let slot = 0; slot < foldCount; slot++) {
    absent += counts[slot] as number;
    absentHits += hits[slot] as number;
  }
  return {
    column: column.name,
    n: rows.length,
    // Below 0.5 out of fold means that the levels tell nothing, not that they tell the opposite.
    auc: auc < 0.5 ? 0.5 : auc,
    direction: 'levels',
    ...(bestLevel === undefined ? {} : { bestLevel }),
    ...relateMissing([absent - absentHits, absentHits], rows.length, positives),
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
