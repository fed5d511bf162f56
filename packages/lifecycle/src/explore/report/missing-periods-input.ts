import type { MissingOverTimeInput } from '@tend/charts';
import type { MissingColumn, Missingness } from '@tend/learn';
import { periodBounds, periodKind } from './period-bounds.ts';

const mostPeriods = 40;
const leastRows = 5;

/** The missing shares of columns by period, neighbours joined where there are more than 40; undefined without times. */
export function missingPeriodsInput(
  { periods }: Missingness,
  columns: readonly MissingColumn[],
): Omit<MissingOverTimeInput, 'title'> | undefined {
  const timed = columns.flatMap(({ column, overTime }) => (overTime === undefined ? [] : [{ column, overTime }]));
  if (periods === undefined || timed.length === 0) return undefined;
  const size = Math.ceil(periods.names.length / mostPeriods);
  const starts = periods.names.map((_, i) => i).filter((i) => i % size === 0);
  const sum = (counts: readonly (number | null)[], from: number): number =>
    counts.slice(from, from + size).reduce<number>((all, count) => all + (count ?? 0), 0);
  const rows = starts.map((from) => sum(periods.rows, from));
  return {
    kind: periodKind(periods.unit),
    axis: periods.column,
    periods: starts.map((from, i) => ({
      start: periodBounds(periods.names[from] ?? '', periods.unit).start,
      end: periodBounds(periods.names[Math.min(from + size, periods.names.length) - 1] ?? '', periods.unit).end,
      n: rows[i] ?? 0,
    })),
    columns: timed.map(({ column, overTime }) => ({
      column,
      shares: starts.map((from, i) =>
        (rows[i] ?? 0) < leastRows ? null : sum(overTime.missing, from) / (rows[i] ?? 1),
      ),
    })),
  };
}
