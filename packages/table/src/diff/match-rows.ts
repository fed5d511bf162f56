import { indexEntities } from '../as-of/entity-index.ts';
import type { Column } from '../table.ts';

/** Which rows of two tables are the same thing, by key. */
export interface RowMatch {
  /** Rows before and after, beside each other, of each key that stands once on both sides, in the order before. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Rows of keys that stand once, on one side only. */
  readonly removed: Int32Array;
  readonly added: Int32Array;
  /** Keys that stand more than once on one side at least: which row is which would be a guess. */
  readonly repeatedKeys: number;
  /** Rows of such keys, and rows that lack a part of their key. */
  readonly repeatedRows: { readonly before: number; readonly after: number };
  readonly withoutKey: { readonly before: number; readonly after: number };
}

/** Matches rows by key columns of the same kinds. RangeError where numbers or kinds of the columns differ. */
export function matchRows(before: readonly Column[], after: readonly Column[]): RowMatch {
  const index = indexEntities(before);
  const known = index.codesOf(after);
  const own = indexEntities(after);
  const rowBefore = singleRows(index.codes, index.count);
  const rowAfter = singleRows(known, index.count);
  const rowOwn = singleRows(own.codes, own.count);
  const pairs: [number[], number[]] = [[], []];
  const removed: number[] = [];
  let repeatedKeys = 0;
  const repeatedRows = { before: 0, after: 0 };
  for (let key = 0; key < index.count; key++) {
    const one = rowBefore.rows[key] as number;
    const other = rowAfter.rows[key] as number;
    if (one === repeated || other === repeated) {
      repeatedKeys++;
      repeatedRows.before += rowBefore.counts[key] as number;
      repeatedRows.after += rowAfter.counts[key] as number;
    } else if (other === none) removed.push(one);
    else {
      pairs[0].push(one);
      pairs[1].push(other);
    }
  }
  const added: number[] = [];
  for (let key = 0; key < own.count; key++) {
    const first = own.codes.length === 0 ? none : (rowOwn.firsts[key] as number);
    if ((known[first] ?? none) >= 0) continue;
    const row = rowOwn.rows[key] as number;
    if (row === repeated) {
      repeatedKeys++;
      repeatedRows.after += rowOwn.counts[key] as number;
    } else added.push(row);
  }
  return {
    before: Int32Array.from(pairs[0]),
    after: Int32Array.from(pairs[1]),
    removed: Int32Array.from(removed).sort(),
    added: Int32Array.from(added).sort(),
    repeatedKeys,
    repeatedRows,
    withoutKey: { before: countMissing(index.codes), after: countMissing(own.codes) },
  };
}

const none = -1;
const repeated = -2;

/** The row of each key that stands once; -1 for a key without rows, -2 for one with several. */
function singleRows(
  codes: Int32Array,
  count: number,
): { readonly rows: Int32Array; readonly firsts: Int32Array; readonly counts: Int32Array } {
  const firsts = new Int32Array(count).fill(none);
  const counts = new Int32Array(count);
  for (let row = 0; row < codes.length; row++) {
    const key = codes[row] as number;
    if (key < 0) continue;
    if (counts[key] === 0) firsts[key] = row;
    counts[key] = (counts[key] as number) + 1;
  }
  const rows = firsts.map((row, key) => ((counts[key] as number) > 1 ? repeated : row));
  return { rows, firsts, counts };
}

function countMissing(codes: Int32Array): number {
  let missing = 0;
  for (const code of codes) if (code < 0) missing++;
  return missing;
}
