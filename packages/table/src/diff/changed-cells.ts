import { areComparable } from '../are-comparable.ts';
import type { Column } from '../table.ts';

/** Rows of two tables that belong together, beside each other. */
export interface RowPairs {
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/** For each pair of rows 1 where the cells differ; two missing cells do not. RangeError for columns that cannot be compared. */
export function changedCells(before: Column, after: Column, pairs: RowPairs): Uint8Array {
  if (!areComparable(before, after))
    throw new RangeError(`"${before.name}" of kind ${before.kind} cannot be compared with ${after.kind}`);
  const changed = new Uint8Array(pairs.before.length);
  if (before.kind === 'text' && after.kind === 'text') {
    const codeOf = new Map(before.dictionary.map((value, code) => [value, code]));
    // A value that is new equals no code, not even that of a missing cell.
    const renamed = Int32Array.from(after.dictionary, (value) => codeOf.get(value) ?? -2);
    for (let i = 0; i < changed.length; i++) {
      const code = after.codes[pairs.after[i] as number] as number;
      const now = code < 0 ? -1 : (renamed[code] as number);
      if (now !== (before.codes[pairs.before[i] as number] as number)) changed[i] = 1;
    }
  } else if (before.kind !== 'text' && after.kind !== 'text')
    for (let i = 0; i < changed.length; i++) {
      const was = before.values[pairs.before[i] as number] as number;
      const now = after.values[pairs.after[i] as number] as number;
      if (was !== now && !(Number.isNaN(was) && Number.isNaN(now))) changed[i] = 1;
    }
  return changed;
}
