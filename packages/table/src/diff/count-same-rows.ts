import { indexEntities } from '../as-of/entity-index.ts';
import type { Column } from '../table.ts';

/** A text that no table holds: it is not well formed. */
const missingText = '\ud800';

/**
 * How many rows two tables share, each counted as often as it stands on both sides; a missing value equals another. Columns stand
 * in the same order and have the same kinds on both sides.
 */
export function countSameRows(before: readonly Column[], after: readonly Column[]): number {
  const index = indexEntities(before.map(withoutGaps));
  const counts = new Int32Array(index.count);
  for (const code of index.codes) counts[code] = (counts[code] as number) + 1;
  let same = 0;
  for (const code of index.codesOf(after.map(withoutGaps))) {
    if (code < 0 || counts[code] === 0) continue;
    counts[code] = (counts[code] as number) - 1;
    same++;
  }
  return same;
}

/** The column with a value of its own in place of a missing one: no table holds an infinite number. */
function withoutGaps(column: Column): Column {
  if (column.kind !== 'text')
    return {
      ...column,
      values: column.values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)),
    };
  const gap = column.dictionary.length;
  return {
    ...column,
    codes: column.codes.map((code) => (code < 0 ? gap : code)),
    dictionary: [...column.dictionary, missingText],
  };
}
