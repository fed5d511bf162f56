import { sortedPresent } from '@tend/kernels';
import type { Column } from '@tend/table';
import type { ColumnDrift } from './column-drift.ts';
import type { ColumnReference } from './column-reference.ts';
import { type CompareOptions, compareColumn, compareSorted } from './compare-column.ts';
import { describeColumn, describeSorted } from './describe-column.ts';

/** Two columns, described and compared. */
export interface ComparedColumns {
  readonly before: ColumnReference;
  readonly after: ColumnReference;
  readonly drift: ColumnDrift;
}

/** As `describeColumn` of both and `compareColumn` give it, to the last bit, with each column of numbers sorted once. */
export function compareColumns(before: Column, after: Column, options: CompareOptions = {}): ComparedColumns {
  if (before.kind === 'text' || after.kind === 'text') {
    const described = describeColumn(before);
    return { before: described, after: describeColumn(after), drift: compareColumn(described, after, options) };
  }
  const described = describeSorted(before, sortedPresent(before.values));
  const present = sortedPresent(after.values);
  const window = describeSorted(after, present);
  return { before: described, after: window, drift: compareSorted(described, window, present, options) };
}
