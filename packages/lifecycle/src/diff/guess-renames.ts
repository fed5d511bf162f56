import type { DiffDataAnswer } from '@tend/protocol';
import {
  areComparable,
  type Column,
  changedCells,
  isMissing,
  type RowPairs,
  type Schema,
  type StoredTable,
} from '@tend/table';

/** Fewer cells, or a smaller share of equal ones, make no guess. */
const leastCells = 20;
const leastEqual = 0.95;

interface Candidates {
  readonly before: StoredTable;
  readonly after: StoredTable;
  readonly gone: Schema;
  readonly fresh: Schema;
  readonly pairs: RowPairs | undefined;
}

/**
 * Columns that are gone and came back under another name: their cells in the same rows are equal, and more than one value
 * stands in them. Each name is used once, the best evidence first.
 */
export async function guessRenames({
  before,
  after,
  gone,
  fresh,
  pairs,
}: Candidates): Promise<DiffDataAnswer['columnsRenamed']> {
  if (pairs === undefined || pairs.before.length < leastCells) return [];
  const guesses: DiffDataAnswer['columnsRenamed'][number][] = [];
  for (const was of gone) {
    const comparable = fresh.filter((now) => areComparable(was, now));
    if (comparable.length === 0) continue;
    const column = await before.column(was.name);
    for (const now of comparable) {
      const evidence = equalCells(column, await after.column(now.name), pairs);
      if (evidence.cells >= leastCells && evidence.equalShare >= leastEqual)
        guesses.push({ from: was.name, to: now.name, ...evidence });
    }
  }
  const used = new Set<string>();
  return guesses
    .sort((a, b) => b.equalShare - a.equalShare || b.cells - a.cells)
    .filter(({ from, to }) => {
      if (used.has(`from ${from}`) || used.has(`to ${to}`)) return false;
      used.add(`from ${from}`).add(`to ${to}`);
      return true;
    });
}

/** Of the cells that are present on a side, how many there are and which share is equal; none for one value alone. */
function equalCells(
  before: Column,
  after: Column,
  pairs: RowPairs,
): { readonly cells: number; readonly equalShare: number } {
  const changed = changedCells(before, after, pairs);
  let cells = 0;
  let equal = 0;
  const values = new Set<number>();
  for (let i = 0; i < changed.length; i++) {
    const row = pairs.before[i] as number;
    if (isMissing(before, row) && isMissing(after, pairs.after[i] as number)) continue;
    cells++;
    if (changed[i] === 0) equal++;
    if (values.size < 2) values.add((before.kind === 'text' ? before.codes[row] : before.values[row]) as number);
  }
  return values.size < 2 ? { cells: 0, equalShare: 0 } : { cells, equalShare: equal / cells };
}
