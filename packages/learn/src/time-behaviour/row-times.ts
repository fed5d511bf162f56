import { sortedPresent } from '@tend/kernels';
import { columnOf, hasColumn, type NumericColumn, type Table } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';
import { type Periods, periodsOf } from './periods.ts';

/** The column of times that rows are followed along, and the calendar periods of the rows. */
export interface RowTimes {
  readonly clock: NumericColumn;
  readonly periods: Periods;
}

/**
 * The named column of times, or that of most different times among the columns, with its periods. Undefined without a column of
 * dates or instants, or with fewer than two periods of 5 rows.
 */
export function rowTimes(
  table: Table,
  rows: Int32Array,
  { columns, timeColumn }: { readonly columns: readonly string[]; readonly timeColumn?: string },
): RowTimes | undefined {
  const isClock = (name: string): readonly NumericColumn[] => {
    const column = hasColumn(table, name) ? columnOf(table, name) : undefined;
    return column?.kind === 'date' || column?.kind === 'instant' ? [column] : [];
  };
  const clocks = timeColumn === undefined ? columns.flatMap(isClock) : isClock(timeColumn);
  const clock = timeColumn === undefined ? mostDifferent(clocks, rows) : clocks[0];
  const periods = clock === undefined ? undefined : periodsOf(clock, rows);
  return clock === undefined || periods === undefined ? undefined : { clock, periods };
}

/** The first of those with the most different times, at least two. */
function mostDifferent(clocks: readonly NumericColumn[], rows: Int32Array): NumericColumn | undefined {
  let best: NumericColumn | undefined;
  let most = 1;
  for (const clock of clocks) {
    const sorted = sortedPresent(valuesAt(clock, rows));
    let different = Math.min(1, sorted.length);
    for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) different++;
    if (different > most) {
      best = clock;
      most = different;
    }
  }
  return best;
}
