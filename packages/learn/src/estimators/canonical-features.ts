import type { ColumnSource, FeatureMatrix } from '../estimator.ts';
import { canonicalColumns } from './canonical-columns.ts';
import { columnReader } from './column-reader.ts';

/** All columns in one matrix, in byte order of their names; the same object where it is that already. */
export function canonicalFeatures(x: FeatureMatrix | ColumnSource): FeatureMatrix {
  const source = canonicalColumns(x);
  const { rowCount, features } = source;
  if ('values' in x && source.matrix?.columnOf.every((column, place) => column === place)) return x;
  const values = new Float32Array(rowCount * features.length);
  const read = columnReader(source);
  for (const place of features.keys()) values.set(read(place), place * rowCount);
  return { rowCount, features, values };
}
