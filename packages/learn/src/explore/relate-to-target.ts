import { chiSquareTest, hash32, wilsonInterval } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import { rocAuc } from '../metrics/roc-auc.ts';
import { valuesAt } from '../recipe/values-at.ts';
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

function relateNumber(column: NumericColumn, { rows, target }: KnownRows): TargetRelation {
  const values = valuesAt(column, rows);
  const isMissing = Array.from(values, (value) => Number.isNaN(value));
  const outcomes = Float64Array.from(target).filter((_, i) => !isMissing[i]);
  const auc = rocAuc(
    outcomes,
    values.filter((_, i) => !isMissing[i]),
  );
  return {
    column: column.name,
    n: outcomes.length,
    auc: auc < 0.5 ? 1 - auc : auc,
    direction: auc < 0.5 ? 'lower' : 'higher',
    ...relateMissing(isMissing, target),
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
  const slots = Int32Array.from(
    rows,
    (row, i) => ((column.codes[row] ?? -1) + 1) * foldCount + (hash32(i, 1) % foldCount),
  );
  for (const [i, slot] of slots.entries()) {
    counts[slot] = (counts[slot] ?? 0) + 1;
    hits[slot] = (hits[slot] ?? 0) + (target[i] ?? 0);
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
  const auc = rocAuc(
    Float64Array.from(target),
    Float64Array.from(slots, (slot) => scoreOf[slot] ?? 0),
  );
  const isMissing = Array.from(rows, (row) => (column.codes[row] ?? -1) < 0);
  return {
    column: column.name,
    n: rows.length,
    // Below 0.5 out of fold means that the levels tell nothing, not that they tell the opposite.
    auc: auc < 0.5 ? 0.5 : auc,
    direction: 'levels',
    ...(bestLevel === undefined ? {} : { bestLevel }),
    ...relateMissing(isMissing, target),
  };
}

function relateMissing(isMissing: readonly boolean[], target: Uint8Array): { readonly missing?: MissingRelation } {
  const table = [new Float64Array(2), new Float64Array(2)] as const;
  for (const [i, missing] of isMissing.entries()) {
    const row = table[missing ? 1 : 0];
    const outcome = target[i] ?? 0;
    row[outcome] = (row[outcome] ?? 0) + 1;
  }
  const [[absent0, absent1], [n0, n1]] = [table[0], table[1]].map((row) => [row[0] ?? 0, row[1] ?? 0]) as [
    [number, number],
    [number, number],
  ];
  if (n0 + n1 < leastRows || absent0 + absent1 < leastRows) return {};
  return {
    missing: {
      n: n0 + n1,
      rate: n1 / (n0 + n1),
      rateWherePresent: absent1 / (absent0 + absent1),
      pValue: chiSquareTest(table).pValue,
    },
  };
}
