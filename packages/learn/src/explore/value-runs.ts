import type { DenseColumn } from '../associations/dense-column.ts';

/** The different values of a number, ascending, with the rows of each and the positives among them. */
export interface ValueRuns {
  readonly values: Float64Array;
  readonly counts: Int32Array;
  readonly positives: Int32Array;
}

/** The runs of a number or truth value, which is 0 or 1; `target[i]` is 0 or 1 for row i. Missing is left out. */
export function valueRuns(dense: DenseColumn, target: Uint8Array): ValueRuns {
  const { counts } = dense;
  const values = dense.as === 'number' ? dense.distinct : Float64Array.from(counts.keys());
  const positives = positivesOf(dense, target).subarray(0, counts.length);
  if (counts.every((count) => count > 0)) return { values, counts, positives };
  const isSeen = (_: number, code: number): boolean => (counts[code] ?? 0) > 0;
  return { values: values.filter(isSeen), counts: counts.filter(isSeen), positives: positives.filter(isSeen) };
}

/** The positives among the rows of each code, last those of missing. */
export function positivesOf({ codes, counts }: DenseColumn, target: Uint8Array): Int32Array {
  const positives = new Int32Array(counts.length + 1);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    positives[code] = (positives[code] as number) + (target[i] as number);
  }
  return positives;
}
