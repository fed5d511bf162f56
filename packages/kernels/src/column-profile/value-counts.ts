/** Distinct values ascending, and how many rows have each. */
export interface ValueCounts {
  readonly values: Float64Array;
  readonly counts: Uint32Array;
}

/** The counts of two parts together. */
export function mergeValueCounts(a: ValueCounts, b: ValueCounts): ValueCounts {
  if (a.values.length === 0) return b;
  if (b.values.length === 0) return a;
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Uint32Array(values.length);
  let [i, j, to] = [0, 0, 0];
  while (i < a.values.length && j < b.values.length) {
    const [x, y] = [a.values[i] as number, b.values[j] as number];
    values[to] = x < y ? x : y;
    let count = 0;
    if (x <= y) count += a.counts[i++] as number;
    if (y <= x) count += b.counts[j++] as number;
    counts[to++] = count;
  }
  const [rest, from] = i < a.values.length ? [a, i] : [b, j];
  values.set(rest.values.subarray(from), to);
  counts.set(rest.counts.subarray(from), to);
  to += rest.values.length - from;
  return { values: values.subarray(0, to), counts: counts.subarray(0, to) };
}

/** All rows of these counts. */
export function totalCount(counts: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i] as number;
  return total;
}
