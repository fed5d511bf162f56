import type { Cell } from '@tend/table';

/** What a check saw, as JSON carries it. */
export type Observed =
  | Cell
  | readonly (Cell | readonly Cell[])[]
  | { readonly [name: string]: Cell | readonly (Cell | readonly Cell[])[] };

/** A row that is not as expected: its number in the table, from 0, and its value, or its values by column. */
export interface UnexpectedRow {
  readonly row: number;
  readonly value: Cell | Readonly<Record<string, Cell>>;
}

/** Why a check cannot be asked of a table. */
export interface UnfitArgument {
  readonly argument: string;
  readonly expected: string;
  readonly came: string;
}

/** The answer to one check, with the fields of Great Expectations' results. */
export interface ExpectationResult {
  readonly isMet: boolean;
  /** Of checks of a whole column or table; null for those that judge single rows. */
  readonly observedValue: Observed;
  /** Rows that `where` selects. */
  readonly elementCount: number;
  /** Of them, rows that the check passes over, as a rule because a value is missing. */
  readonly missingCount: number;
  readonly unexpectedCount: number;
  /** Of the judged rows, from 0 to 100; null where none is judged. */
  readonly unexpectedPercent: number | null;
  /** The first twenty. */
  readonly partialUnexpectedList: readonly UnexpectedRow[];
  /** Why the check could not be asked; it counts as not met. */
  readonly problem?: UnfitArgument;
}

/** As Great Expectations shows in its results. */
export const shownRows = 20;

/** The answer of a check that judges rows one by one; met where at least the share `mostly` is as expected. */
export function rowResult(
  counts: { readonly elements: number; readonly judged: number; readonly unexpected: number },
  mostly: number | undefined,
  unexpectedRows: readonly UnexpectedRow[],
): ExpectationResult {
  const { elements, judged, unexpected } = counts;
  return {
    isMet: judged === 0 || (judged - unexpected) / judged >= (mostly ?? 1),
    observedValue: null,
    elementCount: elements,
    missingCount: elements - judged,
    unexpectedCount: unexpected,
    unexpectedPercent: judged === 0 ? null : (unexpected / judged) * 100,
    partialUnexpectedList: unexpectedRows,
  };
}

/** The answer of a check over a whole column or table. */
export function wholeResult(
  isMet: boolean,
  observedValue: Observed,
  elementCount: number,
  missingCount = 0,
): ExpectationResult {
  return {
    isMet,
    observedValue,
    elementCount,
    missingCount,
    unexpectedCount: 0,
    unexpectedPercent: null,
    partialUnexpectedList: [],
  };
}
