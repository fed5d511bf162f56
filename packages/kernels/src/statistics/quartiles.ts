/** First and third quartile. */
export interface Quartiles {
  readonly first: number;
  readonly third: number;
}

/**
 * The quartiles of values without NaN, of type 7 (Hyndman and Fan 1996) as `quantile` gives them, without sorting: the
 * values are reordered. NaN when empty. Quickselect (Hoare 1961), linear time in the mean.
 */
export function quartiles(values: Float64Array): Quartiles {
  return { first: quantileOf(values, 0.25), third: quantileOf(values, 0.75) };
}

function quantileOf(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN;
  const position = share * (values.length - 1);
  const below = Math.floor(position);
  select(values, below);
  const low = values[below] as number;
  if (position === below || below + 1 === values.length) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i++) high = Math.min(high, values[i] as number);
  return low === high ? low : low + (position - below) * (high - low);
}

/** Reorders so that the value of this rank, counted from 0, stands at its place, none above before it, none below after it. */
function select(values: Float64Array, rank: number): void {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values[low] as number, values[(low + high) >>> 1] as number, values[high] as number);
    let left = low - 1;
    let right = high + 1;
    for (;;) {
      do left++;
      while ((values[left] as number) < pivot);
      do right--;
      while ((values[right] as number) > pivot);
      if (left >= right) break;
      const kept = values[left] as number;
      values[left] = values[right] as number;
      values[right] = kept;
    }
    if (rank <= right) high = right;
    else low = right + 1;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
