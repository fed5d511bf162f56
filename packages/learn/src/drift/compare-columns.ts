import type { ColumnDrift } from './column-drift.ts';
import type { ColumnReference } from './column-reference.ts';
import { type CompareOptions, compareWindow } from './compare-column.ts';
import { comparedWindow, describeWindow, type Window } from './compared-window.ts';

/** Two columns, described and compared. */
export interface ComparedColumns {
  readonly before: ColumnReference;
  readonly after: ColumnReference;
  readonly drift: ColumnDrift;
}

/** The aggregates of both and what `compareColumn` gives for them, to the last bit, with each column described once. */
export function compareColumns(before: Window, after: Window, options: CompareOptions = {}): ComparedColumns {
  const reference = describeWindow(before);
  const window = comparedWindow(after);
  return { before: reference, after: window.described, drift: compareWindow(reference, window, options) };
}
