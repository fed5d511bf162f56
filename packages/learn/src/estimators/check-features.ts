import type { Feature } from '../estimator.ts';
import { categoryCount, isCategoryCount } from './category-count.ts';
import { InvalidData } from './invalid-data.ts';

/** What is checked of a matrix: its values may be of any width. */
export interface MatrixShape {
  readonly rowCount: number;
  readonly features: readonly Feature[];
  readonly values: { readonly length: number };
}

/** Throws `InvalidData` unless names are distinct, categories are counts and `values`, where there is one, holds rowCount numbers of each feature. */
export function checkFeatures({
  rowCount,
  features,
  values,
}: Partial<MatrixShape> & Omit<MatrixShape, 'values'>): void {
  if (!Number.isInteger(rowCount) || rowCount < 0) throw new InvalidData('rowCount', 'a row count', String(rowCount));
  if (values !== undefined && values.length !== rowCount * features.length)
    throw new InvalidData('values', `${rowCount} rows of ${features.length} features`, `${values.length} values`);
  const seen = new Set<string>();
  for (const { name, categories } of features) {
    if (seen.has(name)) throw new InvalidData(`feature ${name}`, 'one column of that name', 'two');
    seen.add(name);
    if (categories !== undefined && !isCategoryCount(categories))
      throw new InvalidData(`categories of feature ${name}`, categoryCount, String(categories));
  }
}
