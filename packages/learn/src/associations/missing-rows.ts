import type { DenseColumn } from './dense-column.ts';

/** The rows, ascending, in which one column or one of several is missing. Columns that miss the same rows share one of these. */
export type MissingRows = Int32Array;

/** The rows in which each of these columns is missing, all over the same rows. */
export function missingRows(columns: readonly DenseColumn[]): readonly MissingRows[] {
  const known: MissingRows[] = [];
  return columns.map((column) => {
    const rows = rowsWithout(column);
    const same = known.find((other) => isSame(other, rows));
    if (same === undefined) known.push(rows);
    return same ?? rows;
  });
}

function rowsWithout({ codes, counts, missing }: DenseColumn): MissingRows {
  const rows = new Int32Array(missing);
  if (missing === 0) return rows;
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] === counts.length) rows[n++] = i;
  return rows;
}

function isSame(a: MissingRows, b: MissingRows): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Pairs of columns with the same rows in common. */
export interface PairsInCommon<Pair> {
  readonly pairs: readonly Pair[];
  /** The rows in which one of the two columns is missing; made at each call, as all of them at once might not fit into memory. */
  absent(): MissingRows;
}

/** Groups pairs by what the two columns miss; `missingOf` gives rows of `missingRows`. */
export function groupByAbsence<Pair>(
  pairs: readonly Pair[],
  missingOf: (pair: Pair) => readonly [MissingRows, MissingRows],
): readonly PairsInCommon<Pair>[] {
  const groups = new Map<MissingRows, Map<MissingRows, Pair[]>>();
  const groupOf = (a: MissingRows, b: MissingRows): Pair[] => {
    const ofA = groups.get(a) ?? new Map<MissingRows, Pair[]>();
    groups.set(a, ofA);
    const known = ofA.get(b) ?? groups.get(b)?.get(a);
    if (known !== undefined) return known;
    const group = a !== b && holds(a, b) ? groupOf(a, a) : a !== b && holds(b, a) ? groupOf(b, b) : [];
    ofA.set(b, group);
    return group;
  };
  for (const pair of pairs) groupOf(...missingOf(pair)).push(pair);
  const found = new Map<readonly Pair[], readonly [MissingRows, MissingRows]>();
  for (const [a, ofA] of groups)
    for (const [b, group] of ofA) if (a === b || !found.has(group)) found.set(group, [a, b]);
  return [...found].map(([group, [a, b]]) => ({ pairs: group, absent: () => uniteMissing(a, b) }));
}

/** Whether all of some rows are among others. */
function holds(rows: MissingRows, some: MissingRows): boolean {
  if (some.length > rows.length) return false;
  let at = 0;
  for (let i = 0; i < some.length; i++) {
    const row = some[i] as number;
    while (at < rows.length && (rows[at] as number) < row) at++;
    if (rows[at] !== row) return false;
  }
  return true;
}

/** The rows that are missing in one of two columns, or in both. */
export function uniteMissing(a: MissingRows, b: MissingRows): MissingRows {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const both = new Int32Array(a.length + b.length);
  let n = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as number;
    const y = b[j] as number;
    both[n++] = x < y ? x : y;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  both.set(a.subarray(i), n);
  n += a.length - i;
  both.set(b.subarray(j), n);
  return both.slice(0, n + b.length - j);
}
