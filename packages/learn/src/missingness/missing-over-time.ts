import { chiSquareTest } from '@tend/kernels';
import { leastRowsShown, type Periods } from '../time-behaviour/periods.ts';
import { isFlagged, type MissingFlags } from './missing-flags.ts';

/** The missing share of a column by calendar period. */
export interface MissingOverTime {
  readonly timeColumn: string;
  readonly unit: Periods['unit'];
  /** In order of time; without periods of fewer than 5 rows. */
  readonly periods: readonly { readonly period: string; readonly n: number; readonly missing: number }[];
  /** Whether the share differs between periods. */
  readonly pValue: number;
}

/** Fewer missing cells cannot show how they lie in time. */
const leastExpected = 5;

/** Counts the missing cells of a column by period, and tests whether the share is the same in all. */
export function missingOverTime(flag: MissingFlags, periods: Periods): MissingOverTime {
  const missing = new Int32Array(periods.count);
  for (let i = 0; i < periods.placeOf.length; i++) {
    const place = periods.placeOf[i] as number;
    if (place >= 0 && isFlagged(flag, i)) missing[place] = (missing[place] as number) + 1;
  }
  const listed: { period: string; n: number; missing: number }[] = [];
  for (let place = 0; place < periods.count; place++) {
    const n = periods.rowsIn[place] as number;
    if (n >= leastRowsShown) listed.push({ period: periods.names[place] ?? '', n, missing: missing[place] as number });
  }
  return { timeColumn: periods.column, unit: periods.unit, periods: listed, pValue: homogeneity(listed) };
}

/** Neighbouring periods are joined until at least 5 missing and 5 present cells are expected in each. */
function homogeneity(periods: readonly { readonly n: number; readonly missing: number }[]): number {
  const n = periods.reduce((sum, period) => sum + period.n, 0);
  const missing = periods.reduce((sum, period) => sum + period.missing, 0);
  const rarer = Math.min(missing, n - missing) / n;
  const table: [number, number][] = [];
  let [joinedRows, joinedMissing] = [0, 0];
  for (const period of periods) {
    joinedRows += period.n;
    joinedMissing += period.missing;
    if (joinedRows * rarer < leastExpected) continue;
    table.push([joinedMissing, joinedRows - joinedMissing]);
    [joinedRows, joinedMissing] = [0, 0];
  }
  const last = table[table.length - 1];
  if (last !== undefined) table[table.length - 1] = [last[0] + joinedMissing, last[1] + joinedRows - joinedMissing];
  return chiSquareTest(table).pValue;
}
