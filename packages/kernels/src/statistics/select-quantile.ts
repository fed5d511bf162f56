/**
 * The weighted quantile of values[begin] to values[end - 1]: the smallest whose weight, with that of all below it, is more
 * than the share `level` of the whole; the largest where none is. Reorders the values and their weights within the range; NaN where
 * it is empty. Quickselect with a median of three: linear time in the mean. Source: Hoare 1961.
 */
export function selectQuantile(
  values: Float64Array,
  weights: Float64Array,
  begin: number,
  end: number,
  level: number,
): number {
  let total = 0;
  for (let i = begin; i < end; i++) total += weights[i] as number;
  const aim = level * total;
  let below = 0;
  let low = begin;
  let high = end;
  let pivot = Number.NaN;
  while (low < high) {
    pivot = middleOf(values[low] as number, values[(low + high) >>> 1] as number, values[high - 1] as number);
    // [low, less) < pivot, [less, i) = pivot, [more, high) > pivot.
    let less = low;
    let more = high;
    let lessWeight = 0;
    let equalWeight = 0;
    for (let i = low; i < more; ) {
      const value = values[i] as number;
      if (value < pivot) {
        lessWeight += weights[i] as number;
        swap(values, i, less);
        swap(weights, i, less);
        less++;
        i++;
      } else if (value > pivot) {
        more--;
        swap(values, i, more);
        swap(weights, i, more);
      } else {
        equalWeight += weights[i] as number;
        i++;
      }
    }
    if (aim < below + lessWeight) {
      high = less;
      continue;
    }
    if (aim < below + lessWeight + equalWeight) return pivot;
    below += lessWeight + equalWeight;
    low = more;
  }
  // All that was left was at or below the last pivot.
  return pivot;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(list: Float64Array, i: number, j: number): void {
  const kept = list[i] as number;
  list[i] = list[j] as number;
  list[j] = kept;
}
