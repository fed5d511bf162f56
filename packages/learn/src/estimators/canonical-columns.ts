import type { ColumnSource, FeatureMatrix } from '../estimator.ts';
import { canonicalOrder } from '../recipe/canonical-order.ts';

/** The same columns in byte order of their names; nothing is copied or read. */
export function canonicalColumns(x: FeatureMatrix | ColumnSource): ColumnSource {
  const order = Int32Array.from(x.features.keys());
  const nameOf = (column: number): string => x.features[column]?.name ?? '';
  order.sort((a, b) => canonicalOrder(nameOf(a), nameOf(b)));
  const { rowCount } = x;
  const features = Array.from(order, (column) => x.features[column] ?? { name: '', source: '' });
  if ('values' in x) {
    const { values } = x;
    const columnAt = (place: number): Float32Array => {
      const start = (order[place] as number) * rowCount;
      return values.subarray(start, start + rowCount);
    };
    return { rowCount, features, chunks: (place) => [columnAt(place)], matrix: { values, columnOf: order } };
  }
  const matrix = x.matrix && { ...x.matrix, columnOf: order.map((column) => x.matrix?.columnOf[column] ?? 0) };
  return { rowCount, features, chunks: (place) => x.chunks(order[place] as number), ...(matrix && { matrix }) };
}
