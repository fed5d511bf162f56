import { hash32 } from '@tend/kernels';

/** Bounds of bins are found on about this many rows. */
const sampleRows = 200_000;

/** The rows whose values speak for all; undefined where all of them do. */
export function rowSample(rowCount: number, seed: number): Int32Array | undefined {
  if (rowCount <= sampleRows) return undefined;
  const limit = (sampleRows / rowCount) * 2 ** 32;
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (hash32(row, seed) < limit) count++;
  const rows = new Int32Array(count);
  for (let row = 0, i = 0; i < count; row++) if (hash32(row, seed) < limit) rows[i++] = row;
  return rows;
}
