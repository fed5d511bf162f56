import type { ColumnSource } from '../estimator.ts';
import { InvalidData } from './invalid-data.ts';

/** Gives a whole column, which stays as it is until another one is read. */
export type ColumnReader = (feature: number) => Float32Array;

/**
 * Reads whole columns: a column that comes in one piece is not copied, any other is put together in a buffer for one column.
 * Throws `InvalidData` where the pieces are not as many values as rows.
 */
export function columnReader(source: ColumnSource): ColumnReader {
  const { rowCount, features } = source;
  let buffer: Float32Array | undefined;
  let last = -1;
  let column: Float32Array = new Float32Array();
  return (feature) => {
    if (feature === last) return column;
    last = -1;
    let length = 0;
    for (const chunk of source.chunks(feature)) {
      if (length === 0 && chunk.length === rowCount) column = chunk;
      else if (length + chunk.length <= rowCount) {
        buffer ??= new Float32Array(rowCount);
        buffer.set(chunk, length);
        column = buffer;
      }
      length += chunk.length;
    }
    if (length !== rowCount)
      throw new InvalidData(`column ${features[feature]?.name}`, `${rowCount} values`, String(length));
    last = feature;
    return column;
  };
}
