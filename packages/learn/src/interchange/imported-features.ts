import type { Feature } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { canonicalOrder } from '../recipe/canonical-order.ts';

export interface ImportedFeatures {
  /** In canonical order of their names, as everywhere here. */
  readonly features: readonly Feature[];
  /** Place among `features` of the format's feature f. */
  readonly placeOf: Int32Array;
}

/** The features of a foreign model by their names in its own order; MalformedModel for a name that stands twice. */
export function importedFeatures(names: readonly string[]): ImportedFeatures {
  if (new Set(names).size !== names.length) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    throw new MalformedModel('feature names', 'distinct names', `"${twice}" twice`);
  }
  const order = names.map((_, f) => f).sort((a, b) => canonicalOrder(names[a] as string, names[b] as string));
  const placeOf = new Int32Array(names.length);
  for (const [place, f] of order.entries()) placeOf[f] = place;
  const features = order.map((f) => ({ name: names[f] as string, source: names[f] as string }));
  return { features, placeOf };
}
