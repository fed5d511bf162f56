/**
 * The features met on the way from the root, each once, with the summed weights of the subsets of each size
 * (Lundberg et al. 2018, Algorithm 2, the path m). Entry 0 stands for the root.
 */
export interface ShapPath {
  readonly feature: Int32Array;
  /** Share of training rows that go this way while the feature is unknown. */
  readonly zero: Float64Array;
  /** 1 where the row itself goes this way, else 0. */
  readonly one: Float64Array;
  readonly weight: Float64Array;
}

/** An empty path with room for `capacity` entries. */
export function shapPath(capacity: number): ShapPath {
  return {
    feature: new Int32Array(capacity),
    zero: new Float64Array(capacity),
    one: new Float64Array(capacity),
    weight: new Float64Array(capacity),
  };
}

/** Overwrites the first `length` entries of `to`. */
export function copyPath(from: ShapPath, to: ShapPath, length: number): void {
  for (let i = 0; i < length; i++) {
    to.feature[i] = from.feature[i] as number;
    to.zero[i] = from.zero[i] as number;
    to.one[i] = from.one[i] as number;
    to.weight[i] = from.weight[i] as number;
  }
}

/** Appends an entry (EXTEND); gives the new length. */
export function extendPath(
  { feature, zero, one, weight }: ShapPath,
  length: number,
  zeroShare: number,
  oneShare: number,
  featureIndex: number,
): number {
  feature[length] = featureIndex;
  zero[length] = zeroShare;
  one[length] = oneShare;
  weight[length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    const here = weight[i] as number;
    (weight[i + 1] as number) += (oneShare * here * (i + 1)) / (length + 1);
    weight[i] = (zeroShare * here * (length - i)) / (length + 1);
  }
  return length + 1;
}

/** Removes entry `index` as if it had never been appended (UNWIND); gives the new length. */
export function unwindPath({ feature, zero, one, weight }: ShapPath, length: number, index: number): number {
  const last = length - 1;
  const oneShare = one[index] as number;
  const zeroShare = zero[index] as number;
  let next = weight[last] as number;
  for (let i = last - 1; i >= 0; i--) {
    const here = weight[i] as number;
    if (oneShare !== 0) {
      weight[i] = (next * length) / ((i + 1) * oneShare);
      next = here - ((weight[i] as number) * zeroShare * (last - i)) / length;
    } else {
      weight[i] = (here * length) / (zeroShare * (last - i));
    }
  }
  for (let i = index; i < last; i++) {
    feature[i] = feature[i + 1] as number;
    zero[i] = zero[i + 1] as number;
    one[i] = one[i + 1] as number;
  }
  return last;
}

/** The sum of the weights after UNWIND of entry `index`, which stays in place. */
export function unwoundWeight({ zero, one, weight }: ShapPath, length: number, index: number): number {
  const last = length - 1;
  const oneShare = one[index] as number;
  const zeroShare = zero[index] as number;
  let next = weight[last] as number;
  let total = 0;
  for (let i = last - 1; i >= 0; i--) {
    if (oneShare !== 0) {
      const unwound = (next * length) / ((i + 1) * oneShare);
      total += unwound;
      next = (weight[i] as number) - unwound * zeroShare * ((last - i) / length);
    } else {
      total += ((weight[i] as number) * length) / (zeroShare * (last - i));
    }
  }
  return total;
}
