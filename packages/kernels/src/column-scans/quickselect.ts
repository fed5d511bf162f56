/**
 * The k-th smallest of numbers without NaN, k from 0, by quickselect with a median of three (Hoare 1961): linear time in
 * the mean. Reorders the numbers.
 */
export function quickselect(numbers: Float64Array, k: number): number {
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
