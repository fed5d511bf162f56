const digitBits = [11, 11, 10] as const;
const digitShifts = [0, 11, 22] as const;
const buckets = 2048;

/**
 * The row numbers in ascending order of their values, equal values in row order; NaN is not allowed. Radix sort of the bits
 * of the numbers, made to rise with them (Herf 2001), from the lowest digit; digits that all share are passed over.
 */
export function radixOrder(values: Float64Array): Int32Array {
  const n = values.length;
  const [lows, highs] = risingWords(values);
  let order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let spare = new Int32Array(n);
  const starts = new Int32Array(buckets);
  for (const words of [lows, highs])
    for (let digit = 0; digit < digitBits.length; digit++) {
      const shift = digitShifts[digit] as number;
      const mask = (1 << (digitBits[digit] as number)) - 1;
      if (!countDigits(words, shift, mask, starts)) continue;
      for (let k = 0; k < n; k++) {
        const row = order[k] as number;
        const bucket = ((words[row] as number) >>> shift) & mask;
        const at = starts[bucket] as number;
        starts[bucket] = at + 1;
        spare[at] = row;
      }
      [order, spare] = [spare, order];
    }
  return order;
}

/** Sets where the rows of each digit start; false where all rows have the same. */
function countDigits(words: Uint32Array, shift: number, mask: number, starts: Int32Array): boolean {
  starts.fill(0);
  for (let i = 0; i < words.length; i++) {
    const bucket = ((words[i] as number) >>> shift) & mask;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  let before = 0;
  for (let bucket = 0; bucket <= mask; bucket++) {
    const count = starts[bucket] as number;
    if (count === words.length) return false;
    starts[bucket] = before;
    before += count;
  }
  return true;
}

/** The two halves of the bits: the sign turned, and all others where it was set, so that they order as unsigned numbers. */
function risingWords(values: Float64Array): readonly [Uint32Array, Uint32Array] {
  const n = values.length;
  const [lows, highs] = [new Uint32Array(n), new Uint32Array(n)];
  const value = new Float64Array(1);
  const bits = new Uint32Array(value.buffer);
  for (let i = 0; i < n; i++) {
    // Adding 0 makes one zero of two.
    value[0] = (values[i] as number) + 0;
    const high = bits[1] as number;
    const sign = (high | 0) >> 31;
    lows[i] = (bits[0] as number) ^ sign;
    highs[i] = high ^ (sign | 0x80000000);
  }
  return [lows, highs];
}
