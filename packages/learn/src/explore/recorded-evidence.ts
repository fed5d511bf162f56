import { wilsonInterval } from '@tend/kernels';
import { type Column, isMissing } from '@tend/table';
import type { Evidence } from './leak-suspect.ts';

/** Fewer rows of unknown outcome tell nothing. */
const leastUnknown = 50;
const leastMissing = 0.5;
/** Missing values among the rows of known outcome: an exception, no habit. */
const mostMissing = 0.001;
/** Where most columns are empty on the same rows, the rows were not filled in, and no column is special. */
const mostColumns = 0.6;

/**
 * Columns that are filled where the outcome is known and empty where it is not: the same hand wrote both, so that the value
 * is known no earlier than the outcome. Both shares by the far end of the Wilson interval, 95% after Bonferroni over the
 * columns. Undefined outcomes are not looked at, only that they are unknown.
 */
export function findRecorded(
  columns: readonly Column[],
  known: Int32Array,
  unknown: Int32Array,
): ReadonlyMap<string, Evidence> {
  if (unknown.length < leastUnknown) return new Map();
  const confidence = 1 - 0.1 / Math.max(1, columns.length);
  const found = new Map<string, Evidence>();
  for (const column of columns) {
    const missingUnknown = countMissing(column, unknown);
    if (missingUnknown < leastMissing * unknown.length) continue;
    const missingKnown = countMissing(column, known);
    if (missingKnown > mostMissing * known.length) continue;
    const low = wilsonInterval(missingUnknown, unknown.length, confidence).low;
    const high = wilsonInterval(missingKnown, known.length, confidence).high;
    if (low < leastMissing || high > 20 * mostMissing) continue;
    const evidence = {
      type: 'recorded',
      missingWhereUnknown: missingUnknown / unknown.length,
      missingWhereKnown: missingKnown / known.length,
    } as const;
    found.set(column.name, { grade: 'suspect', evidence, n: unknown.length });
  }
  return found.size > mostColumns * columns.length ? new Map() : found;
}

function countMissing(column: Column, rows: Int32Array): number {
  let count = 0;
  for (const row of rows) if (isMissing(column, row)) count++;
  return count;
}
