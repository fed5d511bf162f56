import { chiSquareTest } from '@tend/kernels';
import { leastRowsShown, type Periods } from '../time-behaviour/periods.ts';
import { type MissingFlags, missingPlaces } from './missing-flags.ts';

/** The calendar periods that missing cells are counted by. */
export interface MissingPeriods {
  readonly column: string;
  readonly unit: Periods['unit'];
  readonly names: readonly string[];
  /** Rows of each period; null for fewer than 5. */
  readonly rows: readonly (number | null)[];
}

/** The missing cells of a column by calendar period. */
export interface MissingOverTime {
  /** Along the periods; null where fewer than 5 rows are. */
  readonly missing: readonly (number | null)[];
  /** Whether the share differs between periods. */
  readonly pValue: number;
}

/** Fewer missing cells cannot show how they lie in time. */
const leastExpected = 5;

/** The periods as they are shown beside the missing cells. */
export function missingPeriods({ column, unit, names, rowsIn }: Periods): MissingPeriods {
  return { column, unit, names, rows: Array.from(rowsIn, (n) => (n < leastRowsShown ? null : n)) };
}

/** Counts the missing cells of a column by period, and tests whether the share is the same in all. */
export function missingOverTime(flag: MissingFlags, periods: Periods): MissingOverTime {
  const missing = new Int32Array(periods.count);
  for (const i of missingPlaces(flag)) {
    const place = periods.placeOf[i] as number;
    if (place >= 0) missing[place] = (missing[place] as number) + 1;
  }
  const isShown = (place: number): boolean => (periods.rowsIn[place] as number) >= leastRowsShown;
  return {
    missing: Array.from(missing, (count, place) => (isShown(place) ? count : null)),
    pValue: homogeneity(
      Array.from(missing, (count, place) => ({ n: periods.rowsIn[place] as number, missing: count })),
    ),
  };
}

/** Neighbouring periods are joined until at least 5 missing and 5 present cells are expected in each. */
function homogeneity(periods: readonly { readonly n: number; readonly missing: number }[]): number {
  const n = periods.reduce((sum, period) => sum + period.n, 0);
  const missing = periods.reduce((sum, period) => sum + period.missing, 0);
  const rarer = Math.min(missing, n - missing) / n;
  const table: [number, number][] = [];
  let joinedRows = 0;
  let joinedMissing = 0;
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
