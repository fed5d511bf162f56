import type { FeatureMatrix } from '../estimator.ts';
import { canonicalOrder } from '../recipe/canonical-order.ts';

/** The same matrix with its columns in byte order of their names; the same object where they stand so already. */
export function canonicalFeatures(x: FeatureMatrix): FeatureMatrix {
  const order = x.features.map((feature, column) => ({ feature, column }));
  order.sort((a, b) => canonicalOrder(a.feature.name, b.feature.name));
  if (order.every(({ column }, place) => column === place)) return x;
  const values = new Float32Array(x.values.length);
  for (const [place, { column }] of order.entries())
    values.set(x.values.subarray(column * x.rowCount, (column + 1) * x.rowCount), place * x.rowCount);
  return { rowCount: x.rowCount, features: order.map(({ feature }) => feature), values };
}
