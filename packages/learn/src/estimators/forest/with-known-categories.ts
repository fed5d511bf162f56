import type { Feature, FeatureMatrix } from '../../estimator.ts';

/**
 * The matrix as a forest must see it: a fraction in a column of categories is no category, though a forest would cut it to
 * one. The same object where there is none.
 */
export function withKnownCategories(features: readonly Feature[], columns: Int32Array, x: FeatureMatrix): FeatureMatrix {
  let values = x.values;
  for (const [f, { categories }] of features.entries()) {
    if (categories === undefined) continue;
    const start = (columns[f] as number) * x.rowCount;
    for (let at = start; at < start + x.rowCount; at++) {
      const value = values[at] as number;
      if (!(value - Math.trunc(value) > 0)) continue;
      if (values === x.values) values = x.values.slice();
      values[at] = Number.NaN;
    }
  }
  return values === x.values ? x : { ...x, values };
}
