import { wilsonInterval } from '@tend/kernels';
import type { Column, NumericColumn } from '@tend/table';
import type { Evidence } from './leak-suspect.ts';

const dayMs = 86_400_000;
/** A few late entries are mistakes of the data; more are the rule. */
const leastShare = 0.05;

/**
 * A date or instant that lies after the time of its row on more than 5% of the rows that have both (lower end of the 99%
 * Wilson interval). A date has no zone, so that it must be later by more than a day.
 */
export function laterEvidence(column: Column, time: NumericColumn, rows: Int32Array): Evidence | undefined {
  if (column.kind !== 'date' && column.kind !== 'instant') return undefined;
  const isExact = column.kind === 'instant' && time.kind === 'instant';
  const [scale, timeScale] = [column.kind === 'date' ? dayMs : 1, time.kind === 'date' ? dayMs : 1];
  const slack = isExact ? 0 : dayMs;
  let n = 0;
  let later = 0;
  for (const row of rows) {
    const gap = (column.values[row] ?? Number.NaN) * scale - (time.values[row] ?? Number.NaN) * timeScale;
    if (Number.isNaN(gap)) continue;
    n++;
    if (gap > slack) later++;
  }
  const { low } = wilsonInterval(later, n, 0.98);
  if (low <= leastShare) return undefined;
  const evidence = { type: 'later', timeColumn: time.name, share: later / n, shareLow: low } as const;
  return { grade: 'suspect', evidence, n };
}
