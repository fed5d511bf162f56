import type { Column, StoredTable } from '@tend/table';
import { duplicateRowFaults, duplicateSearch } from './faults/duplicate-rows.ts';
import { extremeFaults } from './faults/extreme-faults.ts';
import { type Fault, faultKinds } from './faults/fault.ts';
import { missingFaults } from './faults/missing-faults.ts';
import { profileOf } from './faults/profile.ts';
import { spellingFaults } from './faults/spelling-faults.ts';
import { timeFaults } from './faults/time-faults.ts';
import { varietyFaults } from './faults/variety-faults.ts';

export type { Fault } from './faults/fault.ts';

export interface FaultOptions {
  /** Gaps and order are looked for in this column of dates or instants. */
  readonly timeColumn?: string | undefined;
  /** The column that names a person: its faults are counted, its values quoted nowhere, for records are never edited. */
  readonly keyColumn?: string | undefined;
}

/** A search for faults in columns that come one at a time, in the order of the table. */
export interface FaultSearch {
  /** Resolves when the search can take the next column; it may still be at work on this one. */
  see(column: Column): Promise<void>;
  /** The faults, once all columns of the table were seen. */
  finish(table: Pick<StoredTable, 'schema' | 'column'>): Promise<readonly Fault[]>;
  close(): Promise<void>;
}

/**
 * What is wrong or suspicious in a table, in order of attention: warnings before remarks, then by kind, then by the
 * share of rows. Everything is exact counts over all rows; nothing is removed or repaired.
 */
export function faultSearch(rowCount: number, options: FaultOptions = {}): FaultSearch {
  const faults: Fault[] = [];
  const duplicates = duplicateSearch(rowCount);
  return {
    async see(column) {
      const profile = profileOf(column, rowCount, column.name !== options.keyColumn);
      if (profile.isAllDistinct && profile.known === rowCount) duplicates.ruleOut();
      duplicates.add(column);
      faults.push(
        ...missingFaults(profile),
        ...varietyFaults(profile),
        ...spellingFaults(profile),
        ...extremeFaults(profile),
      );
      const isTime = column.name === options.timeColumn && (column.kind === 'date' || column.kind === 'instant');
      if (isTime) faults.push(...timeFaults(column, rowCount));
    },
    async finish(table) {
      const all = [...duplicateRowFaults(await duplicates.count(table), rowCount), ...faults];
      const rank = (fault: Fault) =>
        (fault.severity === 'warn' ? 0 : faultKinds.length) + faultKinds.indexOf(fault.kind);
      // Sorting is stable: what ties keeps the order of the columns.
      return all.sort((a, b) => rank(a) - rank(b) || b.share - a.share);
    },
    async close() {},
  };
}

/** The faults of a stored table, of which it loads one column at a time. */
export async function findFaults(table: StoredTable, options: FaultOptions = {}): Promise<readonly Fault[]> {
  const search = faultSearch(table.rowCount, options);
  for (const { name } of table.schema) await search.see(await table.column(name));
  return search.finish(table);
}
