import type { Feature } from '../estimator.ts';
import { checkFeatures, type MatrixShape } from './check-features.ts';
import { InvalidData } from './invalid-data.ts';

/**
 * For each feature of the model, its column in `x`, found by name; further columns of `x` are left alone.
 * Throws `InvalidData` where one is missing, stands twice, has other categories or the matrix has another size than it says.
 */
export function alignFeatures(model: readonly Feature[], x: MatrixShape): Int32Array {
  // The very list of the model: a single row comes here for each request, and looking up names would be most of its time.
  if (x.features === model && x.values.length === model.length * x.rowCount) return identityOf(model);
  checkFeatures(x);
  const columns = new Map(x.features.map(({ name }, column) => [name, column]));
  return Int32Array.from(model, ({ name, categories }) => {
    const column = columns.get(name);
    if (column === undefined)
      throw new InvalidData(`feature ${name}`, 'a column of that name', [...columns.keys()].join(', ') || 'no columns');
    const came = x.features[column]?.categories;
    // Another number of categories means other codes.
    if (came !== undefined && came !== categories)
      throw new InvalidData(`categories of feature ${name}`, String(categories ?? 'none'), String(came));
    return column;
  });
}

const identities = new WeakMap<readonly Feature[], Int32Array>();

function identityOf(model: readonly Feature[]): Int32Array {
  const known = identities.get(model);
  if (known) return known;
  const identity = Int32Array.from(model, (_, column) => column);
  identities.set(model, identity);
  return identity;
}
