/** Few enough that their counts stay in the first cache. */
const bucketCount = 2048;

/**
 * Answers the k-th smallest of the known numbers, k from 0, whose least and greatest are `low` and `high`: numbers are
 * counted in buckets of equal width once, then each answer looks only at its bucket. Linear time in the mean.
 */
export function orderStatistics(numbers: Float64Array, low: number, high: number): (k: number) => number {
  const perUnit = high > low ? bucketCount / (high - low) : 0;
  // Infinite numbers, and numbers too near each other to be told apart by a product, are all in one bucket.
  const scale = Number.isFinite(perUnit) && Number.isFinite(low) ? perUnit : 0;
  const counts = countBuckets(numbers, low, scale);
  const known = new Map<number, Float64Array>();
  return (k) => {
    let bucket = 0;
    let before = 0;
    while (bucket < bucketCount && before + (counts[bucket] as number) <= k) before += counts[bucket++] as number;
    const found = known.get(bucket) ?? ofBucket(numbers, { low, scale, bucket }, counts[bucket] as number);
    known.set(bucket, found);
    return quickselect(found, k - before);
  };
}

/** The last bucket holds the greatest number alone, or what rounding puts beside it. */
function countBuckets(numbers: Float64Array, low: number, scale: number): Int32Array {
  const counts = new Int32Array(bucketCount + 1);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row] as number;
    if (Number.isNaN(value)) continue;
    const bucket = scale === 0 ? 0 : ((value - low) * scale) | 0;
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  return counts;
}

function ofBucket(
  numbers: Float64Array,
  { low, scale, bucket }: { readonly low: number; readonly scale: number; readonly bucket: number },
  count: number,
): Float64Array {
  // One place more: each number is written, and kept where the place moves on, without a branch taken at random.
  const found = new Float64Array(count + 1);
  let next = 0;
  if (scale === 0)
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row] as number;
      found[next] = value;
      next += Number(!Number.isNaN(value));
    }
  else
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row] as number;
      const place = (value - low) * scale;
      found[next] = value;
      next += Number(place >= bucket) & Number(place < bucket + 1);
    }
  return found.subarray(0, count);
}

/**
 * The k-th smallest of numbers without NaN, k from 0, by quickselect with a median of three (Hoare 1961): linear time in
 * the mean. Reorders the numbers.
 */
function quickselect(numbers: Float64Array, k: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [a, b, c] = [numbers[low] as number, numbers[middle] as number, numbers[high] as number];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [i, j] = [low, high];
    while (i <= j) {
      while ((numbers[i] as number) < pivot) i++;
      while ((numbers[j] as number) > pivot) j--;
      if (i > j) break;
      const kept = numbers[i] as number;
      numbers[i++] = numbers[j] as number;
      numbers[j--] = kept;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return pivot;
  }
  return numbers[k] as number;
}
