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
