import type { Feature, FeatureMatrix } from './estimator.ts';
import { InvalidData } from './estimators/invalid-data.ts';

/**
 * Columns of numbers by name as one matrix of float32, NaN for missing; `categories` names those whose numbers are codes of
 * unordered categories, with how many there are. `InvalidData` for columns of different lengths.
 */
export function featureMatrix(
  columns: Readonly<Record<string, ArrayLike<number>>>,
  categories: Readonly<Record<string, number>> = {},
): FeatureMatrix {
  const names = Object.keys(columns);
  const rowCount = names.length === 0 ? 0 : (columns[names[0] as string]?.length ?? 0);
  const values = new Float32Array(names.length * rowCount);
  const features = names.map((name, place): Feature => {
    const column = columns[name] ?? [];
    if (column.length !== rowCount) throw new InvalidData(`column "${name}"`, `${rowCount} values`, `${column.length}`);
    values.set(column, place * rowCount);
    const count = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return { name, source: name, ...(count !== undefined && { categories: count }) };
  });
  const unknown = Object.keys(categories).find((name) => !Object.hasOwn(columns, name));
  if (unknown !== undefined) throw new InvalidData('categories', `some of ${names.join(', ')}`, unknown);
  return { rowCount, features, values };
}
