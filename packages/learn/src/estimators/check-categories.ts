import type { Estimator, Feature } from '../estimator.ts';
import { InvalidData } from './invalid-data.ts';

/** Throws `InvalidData` where a feature has categories and the estimator takes numbers only. */
export function checkCategories({ name, categories: takesCategories }: Estimator, features: readonly Feature[]): void {
  if (takesCategories === true) return;
  const found = features.find(({ categories }) => categories !== undefined);
  if (found === undefined) return;
  const expected = `numbers for ${name}: encode the categories one-hot first`;
  throw new InvalidData(`feature ${found.name}`, expected, `${found.categories} categories`);
}
