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

/** Unites missing rows: either of them where it holds the other one, and the same answer whenever two are asked about again. */
export function uniteMissing(): (a: MissingRows, b: MissingRows) => MissingRows {
  const known = new Map<MissingRows, Map<MissingRows, MissingRows>>();
  return (a, b) => {
    if (a === b) return a;
    const ofA = known.get(a) ?? new Map<MissingRows, MissingRows>();
    known.set(a, ofA);
    const united = ofA.get(b) ?? known.get(b)?.get(a) ?? union(a, b);
    ofA.set(b, united);
    return united;
  };
}

function union(a: MissingRows, b: MissingRows): MissingRows {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const both = new Int32Array(a.length + b.length);
  let n = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; n++) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    both[n] = Math.min(x, y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  if (n === a.length) return a;
  return n === b.length ? b : both.slice(0, n);
}
