import type { FeatureMatrix } from '@tend/learn';

/** What both sides of a comparison made, so that it shows whether they did the same. */
export interface Made {
  readonly width: number;
  /** The sum of the absolute values that are not missing. */
  readonly total: number;
}

export function madeOf({ values, features }: FeatureMatrix): Made {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i] || 0);
  return { width: features.length, total };
}

/** Sums of float32 in another order agree to a millionth. */
export function expectSame(ours: Made, theirs: Made): void {
  if (ours.width !== theirs.width || Math.abs(ours.total - theirs.total) > 1e-6 * Math.abs(theirs.total))
    throw new Error(`the sides differ: ${JSON.stringify({ ours, theirs })}`);
}
