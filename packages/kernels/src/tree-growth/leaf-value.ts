/** How the value of a leaf follows from its sums of g and h; everything in the units of those sums. */
export interface LeafRule {
  /** Soft threshold of the sum of g. */
  readonly l1: number;
  /** Added to the sum of h. */
  readonly l2: number;
  /** Largest absolute value of a leaf, before smoothing; Infinity: none. */
  readonly maxValue: number;
  /** With n rows, a leaf keeps n / (n + smoothing) of its own value and takes the rest from its parent. */
  readonly smoothing: number;
}

/** Values that a leaf may take: monotone constraints of the splits above it. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export const anyValue: ValueRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Whether nothing but L2 shapes a leaf: its value is -G / (H + l2), its score G^2 / (H + l2). */
export function isPlainRule({ l1, maxValue, smoothing }: LeafRule): boolean {
  return l1 === 0 && maxValue === Number.POSITIVE_INFINITY && smoothing === 0;
}

/**
 * The value of a leaf with sums `g` and `h` and about `rows` rows under a parent of value `parent`; `l2` in place of the
 * rule's, because categories have their own. Source: LightGBM, CalculateSplittedLeafOutput (lambda_l1, lambda_l2,
 * max_delta_step, path_smooth).
 */
export function leafValue(
  { l1, maxValue, smoothing }: LeafRule,
  l2: number,
  g: number,
  h: number,
  rows: number,
  parent: number,
  { low, high }: ValueRange,
): number {
  let value = -softened(g, l1) / (h + l2);
  if (Math.abs(value) > maxValue) value = Math.sign(value) * maxValue;
  if (smoothing > 0) {
    const trust = rows / smoothing;
    value = (value * trust + parent) / (trust + 1);
  }
  return Math.min(high, Math.max(low, value));
}

/** Twice what a leaf of this value takes off the loss: -(2 g value + (h + l2) value^2), g softened by `l1`. */
export function leafScore(l1: number, l2: number, g: number, h: number, value: number): number {
  return -(2 * softened(g, l1) * value + (h + l2) * value * value);
}

function softened(g: number, l1: number): number {
  return Math.sign(g) * Math.max(0, Math.abs(g) - l1);
}
