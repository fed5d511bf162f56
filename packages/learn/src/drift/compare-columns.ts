import type { Column } from '@tend/table';
import type { ColumnDrift } from './column-drift.ts';
import type { ColumnReference } from './column-reference.ts';
import { type CompareOptions, compareDescribed } from './compare-column.ts';
import { describeColumn } from './describe-column.ts';

/** Two columns, described and compared. */
export interface ComparedColumns {
  readonly before: ColumnReference;
  readonly after: ColumnReference;
  readonly drift: ColumnDrift;
}

/** As `describeColumn` of both and `compareColumn` give it, to the last bit, with each column described once. */
export function compareColumns(before: Column, after: Column, options: CompareOptions = {}): ComparedColumns {
  const reference = describeColumn(before);
  const described = describeColumn(after);
  return { before: reference, after: described, drift: compareDescribed(reference, described, after, options) };
}
