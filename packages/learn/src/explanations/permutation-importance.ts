import { type RandomStream, randomStream } from '@tend/kernels';
import type { FeatureMatrix, Fitted } from '../estimator.ts';
import { alignFeatures } from '../estimators/align-features.ts';
import { InvalidData } from '../estimators/invalid-data.ts';

export interface PermutationOptions {
  /** Permutations of each feature; 5 where not said. */
  readonly repetitions?: number;
  /** A whole number; 0 where not said. Same seed, same numbers. */
  readonly seed?: number;
  /** `source`: features that come from the same column of the source are permuted together. */
  readonly by?: 'feature' | 'source';
}

export interface PermutationImportance {
  /** Of the feature, or of the source. */
  readonly name: string;
  /** Mean of `drops`. */
  readonly mean: number;
  /** Standard deviation of `drops` (their number in the denominator). */
  readonly sd: number;
  /** For each permutation the score on the rows as they are, less that on the permuted ones. */
  readonly drops: Float64Array;
}

/**
 * What a score loses where the values of a feature are exchanged among the rows of `x` (Breiman 2001), one entry a feature in
 * the order of the model's, or a source. `score` takes predictions as `fitted.predict` gives them, and is larger for better
 * ones; rows that the model was not trained on tell what generalises. `InvalidData` for fewer than 1 repetition or 2 rows.
 */
export function permutationImportance(
  fitted: Pick<Fitted, 'manifest' | 'predict'>,
  x: FeatureMatrix,
  score: (predictions: Float64Array) => number,
  { repetitions = 5, seed = 0, by = 'feature' }: PermutationOptions = {},
): readonly PermutationImportance[] {
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new InvalidData('repetitions', 'a whole number from 1', String(repetitions));
  if (x.rowCount < 2) throw new InvalidData('x', 'at least 2 rows', String(x.rowCount));
  const { features } = fitted.manifest;
  const columns = alignFeatures(features, x);
  const { rowCount } = x;
  const values = new Float32Array(features.length * rowCount);
  for (const [f, column] of columns.entries())
    values.set(x.values.subarray(column * rowCount, (column + 1) * rowCount), f * rowCount);
  const base = score(fitted.predict({ rowCount, features, values }));
  const groups = new Map<string, number[]>();
  for (const [f, { name, source }] of features.entries()) {
    const group = by === 'source' ? source : name;
    groups.set(group, [...(groups.get(group) ?? []), f]);
  }
  const random = randomStream(seed);
  return Array.from(groups, ([name, members], index) => {
    const drops = Float64Array.from({ length: repetitions }, (_, repetition) => {
      const shuffled = shuffledRows(rowCount, random.fork(index).fork(repetition));
      for (const f of members) permute(values, f * rowCount, shuffled);
      const drop = base - score(fitted.predict({ rowCount, features, values }));
      for (const f of members) {
        const from = (columns[f] as number) * rowCount;
        values.set(x.values.subarray(from, from + rowCount), f * rowCount);
      }
      return drop;
    });
    const mean = drops.reduce((sum, drop) => sum + drop, 0) / repetitions;
    const variance = drops.reduce((sum, drop) => sum + (drop - mean) * (drop - mean), 0) / repetitions;
    return { name, mean, sd: Math.sqrt(variance), drops };
  });
}

function shuffledRows(rowCount: number, random: RandomStream): Int32Array {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row);
  random.shuffle(rows);
  return rows;
}

function permute(values: Float32Array, start: number, rows: Int32Array): void {
  const own = values.slice(start, start + rows.length);
  for (const [to, from] of rows.entries()) values[start + to] = own[from] as number;
}
