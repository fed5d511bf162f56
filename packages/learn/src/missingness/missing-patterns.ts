import { type MissingFlags, missingPlaces } from './missing-flags.ts';

/** Rows in which exactly these columns are missing. */
export interface MissingPattern {
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface MissingPatterns {
  /** The most frequent first, at most 20, each of at least 5 rows; complete rows are the pattern without columns. */
  readonly patterns: readonly MissingPattern[];
  /** The patterns that are not listed, and the rows that they have together. */
  readonly pooled: { readonly patterns: number; readonly rows: number };
  readonly completeRows: number;
}

const leastRows = 5;
const mostListed = 20;

/** Which columns are missing together in each of `rowCount` rows, counted. */
export function missingPatterns(flags: readonly MissingFlags[], rowCount: number): MissingPatterns {
  const ids = new Int32Array(rowCount);
  // Rows of one pattern share a number; each column parts those in which it is missing from the others.
  let members: readonly (readonly string[])[] = [[]];
  for (const flag of flags) {
    const parted = new Int32Array(members.length).fill(-1);
    const grown = [...members];
    for (const i of missingPlaces(flag)) {
      const id = ids[i] as number;
      if ((parted[id] as number) < 0) parted[id] = grown.push([...(members[id] ?? []), flag.column]) - 1;
      ids[i] = parted[id] as number;
    }
    members = grown;
  }
  const counts = new Int32Array(members.length);
  for (let i = 0; i < rowCount; i++) counts[ids[i] as number] = (counts[ids[i] as number] as number) + 1;
  const all = members
    .map((columns, id) => ({ columns, rows: counts[id] as number }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows || a.columns.length - b.columns.length);
  const patterns = all.filter(({ rows }) => rows >= leastRows).slice(0, mostListed);
  const listed = patterns.reduce((sum, { rows }) => sum + rows, 0);
  return {
    patterns,
    pooled: { patterns: all.length - patterns.length, rows: rowCount - listed },
    completeRows: counts[0] ?? 0,
  };
}
