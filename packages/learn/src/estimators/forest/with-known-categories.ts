import type { Feature, FeatureMatrix } from '../../estimator.ts';

/**
 * A matrix as a forest must see its rows [from, to): a fraction in a column of categories is no category, though a forest
 * would cut it to one. `columns` has the column of each feature; the same object where there is no fraction.
 */
export function withKnownCategories(
  features: readonly Feature[],
  columns: Int32Array,
  x: FeatureMatrix,
  from = 0,
  to: number = x.rowCount,
): FeatureMatrix {
  let { values } = x;
  for (const [f, { categories }] of features.entries()) {
    if (categories === undefined) continue;
    const start = (columns[f] as number) * x.rowCount;
    for (let at = start + from; at < start + to; at++) {
      const value = values[at] as number;
      if (!(value - Math.trunc(value) > 0)) continue;
      if (values === x.values) values = values.slice();
      values[at] = Number.NaN;
    }
  }
  return values === x.values ? x : { ...x, values };
}
