import type { SplitRule } from '@tend/protocol';
import { formatDate, type NumericColumn, type Table } from '@tend/table';

export interface ProposedSplit {
  readonly rule: SplitRule;
  readonly time: string | undefined;
  readonly reason: string;
}

const dayMs = 86_400_000;
const leastPositives = 20;

/**
 * By time where the rows have one (the newest fifth tests, as in production), else at random. `outcomes` are 1, 0 or -1
 * by row.
 */
export function proposeSplit(table: Table, outcomes: Int8Array): ProposedSplit {
  for (const column of table.columns) {
    if (column.kind !== 'date' && column.kind !== 'instant') continue;
    const boundary = boundaryOf(column, outcomes);
    if (boundary === undefined) continue;
    return {
      rule: { by: 'time', train: { until: boundary }, test: { from: boundary } },
      time: column.name,
      reason: `by time of ${column.name}: train before ${boundary}, test from then on, as production will`,
    };
  }
  return {
    rule: { by: 'random', testShare: 0.25 },
    time: undefined,
    reason: 'at random, a quarter tests: no column tells the time of every row',
  };
}

/** The day that leaves about a fifth of the rows, and enough of both outcomes on both sides; nothing where none does. */
function boundaryOf({ kind, values }: NumericColumn, outcomes: Int8Array): string | undefined {
  const days = values.map((value) => (kind === 'date' ? value : Math.floor(value / dayMs)));
  if (days.some((day) => Number.isNaN(day))) return undefined;
  const sorted = days.toSorted();
  const day = sorted[Math.floor(sorted.length * 0.8)];
  if (day === undefined || day === sorted[0]) return undefined;
  const counts = { train: [0, 0], test: [0, 0] };
  for (const [row, outcome] of outcomes.entries()) {
    if (outcome < 0) continue;
    const side = (days[row] ?? 0) < day ? counts.train : counts.test;
    side[outcome] = (side[outcome] ?? 0) + 1;
  }
  const least = Math.min(leastPositives, Math.floor(outcomes.length / 20));
  const isEnough = [...counts.train, ...counts.test].every((count) => count >= Math.max(2, least));
  return isEnough ? formatDate(day) : undefined;
}
