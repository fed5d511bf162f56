const digitBits = 16;
const digitCount = 1 << digitBits;

/**
 * The rows by ascending value, equal values in their order, NaN last; nothing where they stand so already. Radix sort over the
 * four 16-bit digits of the IEEE 754 bits, least first; digits that all values share cost nothing.
 */
export function ascendingOrder(values: Float64Array): Int32Array | undefined {
  if (isAscending(values)) return undefined;
  const digits = sortableDigits(values);
  let order = new Int32Array(values.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  let spare = new Int32Array(values.length);
  const counts = new Int32Array(digitCount + 1);
  for (let digit = 0; digit < 4; digit++) {
    counts.fill(0);
    for (let at = digit; at < digits.length; at += 4) {
      const next = (digits[at] as number) + 1;
      counts[next] = (counts[next] as number) + 1;
    }
    if (counts[(digits[digit] as number) + 1] === values.length) continue;
    for (let i = 0; i < digitCount; i++) counts[i + 1] = (counts[i + 1] as number) + (counts[i] as number);
    for (let i = 0; i < order.length; i++) {
      const row = order[i] as number;
      const value = digits[4 * row + digit] as number;
      const place = counts[value] as number;
      counts[value] = place + 1;
      spare[place] = row;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!((values[i - 1] as number) <= (values[i] as number))) return false;
  return true;
}

/** The four digits of each value, least first: negative numbers inverted, the sign of the others set, NaN above all. */
function sortableDigits(values: Float64Array): Uint16Array {
  const copy = new Float64Array(values.length);
  const words = new Uint32Array(copy.buffer);
  for (let row = 0; row < values.length; row++) {
    // A sum with 0 makes one value of both zeros.
    copy[row] = (values[row] as number) + 0;
    const low = 2 * row;
    const high = words[low + 1] as number;
    if (Number.isNaN(values[row])) {
      words[low] = 0xffff_ffff;
      words[low + 1] = 0xffff_ffff;
    } else if (high >>> 31 === 1) {
      words[low] = ~(words[low] as number);
      words[low + 1] = ~high;
    } else words[low + 1] = high | 0x8000_0000;
  }
  return new Uint16Array(copy.buffer);
}
