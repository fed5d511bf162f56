import type { Table } from '@tend/table';
import { duplicateRowFaults } from './faults/duplicate-rows.ts';
import { extremeFaults } from './faults/extreme-faults.ts';
import { type Fault, faultKinds, profileOf } from './faults/fault.ts';
import { missingFaults } from './faults/missing-faults.ts';
import { spellingFaults } from './faults/spelling-faults.ts';
import { timeFaults } from './faults/time-faults.ts';
import { varietyFaults } from './faults/variety-faults.ts';

export type { Fault } from './faults/fault.ts';

export interface FaultOptions {
  /** Gaps and order are looked for in this column of dates or instants. */
  readonly timeColumn?: string;
}

/**
 * What is wrong or suspicious in a table, in order of attention: warnings before remarks, then by kind, then by the
 * share of rows. Everything is exact counts over all rows; nothing is removed or repaired.
 */
export function findFaults(table: Table, options: FaultOptions = {}): readonly Fault[] {
  const faults = [...duplicateRowFaults(table)];
  for (const column of table.columns) {
    const profile = profileOf(column, table.rowCount);
    faults.push(
      ...missingFaults(profile),
      ...varietyFaults(profile),
      ...spellingFaults(profile),
      ...extremeFaults(profile),
    );
    const isTime = column.name === options.timeColumn && (column.kind === 'date' || column.kind === 'instant');
    if (isTime) faults.push(...timeFaults(column, table.rowCount));
  }
  const rank = (fault: Fault) => (fault.severity === 'warn' ? 0 : faultKinds.length) + faultKinds.indexOf(fault.kind);
  // Sorting is stable: what ties keeps the order of the columns.
  return faults.sort((a, b) => rank(a) - rank(b) || b.share - a.share);
}
