/** Rows among which most columns that repeat a number do so. */
const earlyRows = 4096;

/** Whether a number stands in two rows; missing values do not count. Linear time. */
export function hasRepeatedNumber(values: Float64Array): boolean {
  if (isStrictlyAscending(values)) return false;
  return hasRepeated(values.subarray(0, earlyRows)) || (values.length > earlyRows && hasRepeated(values));
}

function isStrictlyAscending(values: Float64Array): boolean {
  for (let row = 1; row < values.length; row++)
    if (!((values[row] ?? Number.NaN) > (values[row - 1] ?? Number.NaN))) return false;
  return true;
}

/** Open addressing over typed arrays. */
function hasRepeated(values: Float64Array): boolean {
  let slotCount = 8;
  while (slotCount < values.length * 2) slotCount *= 2;
  // NaN is a free slot: no value is it.
  const slots = new Float64Array(slotCount).fill(Number.NaN);
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    // One zero: -0 is 0.
    number[0] = value + 0;
    let hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & (slotCount - 1);
    for (let other = slots[slot] ?? 0; !Number.isNaN(other); other = slots[slot] ?? 0) {
      if (other === value) return true;
      slot = (slot + 1) & (slotCount - 1);
    }
    slots[slot] = value;
  }
  return false;
}
