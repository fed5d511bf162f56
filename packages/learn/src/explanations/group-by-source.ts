import type { Feature } from '../estimator.ts';
import { InvalidData } from '../estimators/invalid-data.ts';

export interface SourceContributions {
  /** The columns of the source, in the order of their first features. */
  readonly sources: readonly string[];
  /** contributions[row * sources.length + source] */
  readonly contributions: Float64Array;
}

/**
 * Sums the contributions of the features that come from the same column of the source, e.g. its one-hot columns; rows of
 * `features.length` numbers, one or many. `InvalidData` where the length fits no number of rows.
 */
export function groupBySource(contributions: Float64Array, features: readonly Feature[]): SourceContributions {
  const sources = [...new Set(features.map(({ source }) => source))];
  const place = new Map(sources.map((source, index) => [source, index]));
  const rowCount = features.length === 0 ? 0 : contributions.length / features.length;
  if (!Number.isInteger(rowCount) || (features.length === 0 && contributions.length > 0))
    throw new InvalidData('contributions', `rows of ${features.length} numbers`, `${contributions.length} numbers`);
  const grouped = new Float64Array(rowCount * sources.length);
  for (let row = 0; row < rowCount; row++)
    for (const [f, { source }] of features.entries())
      (grouped[row * sources.length + (place.get(source) ?? 0)] as number) += contributions[
        row * features.length + f
      ] as number;
  return { sources, contributions: grouped };
}
