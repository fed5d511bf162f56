import { randomStream } from '@tend/kernels';

/** At most so many of the rows, drawn without replacement, in their order: always the same ones (Knuth's algorithm S). */
export function drawRows(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows;
  const random = randomStream(1);
  const drawn = new Int32Array(most);
  let taken = 0;
  for (let i = 0; i < rows.length && taken < most; i++)
    if (random.uniform() * (rows.length - i) < most - taken) drawn[taken++] = rows[i] ?? 0;
  return drawn;
}

const mostCounted = 60_000_000;
const fewestKept = 20_000;
const mostKept = 250_000;

/** How many rows all pairs of so many columns can read in a few seconds: rows times pairs near 60 million, from 20,000 to 250,000. */
export function affordableRows(columnCount: number): number {
  const pairs = Math.max(1, (columnCount * (columnCount - 1)) / 2);
  return Math.min(mostKept, Math.max(fewestKept, Math.floor(mostCounted / pairs)));
}
