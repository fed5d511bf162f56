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

/** So many values at most share a table, which then stays in the cache. */
const valuesPerPart = 4096;
const mostPartBits = 12;

/**
 * Values are parted by the high bits of a hash, then each part is looked through by open addressing: one table for all misses
 * the cache at nearly every value.
 */
function hasRepeated(values: Float64Array): boolean {
  let partBits = 1;
  while (partBits < mostPartBits && values.length >>> partBits > valuesPerPart) partBits++;
  const shift = 32 - partBits;
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  const hashOf = (value: number): number => {
    // One zero: -0 is 0.
    number[0] = value + 0;
    let hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 13);
  };
  const ends = new Int32Array((1 << partBits) + 1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const part = (hashOf(value) >>> shift) + 1;
    ends[part] = (ends[part] ?? 0) + 1;
  }
  let largest = 0;
  for (let part = 1; part < ends.length; part++) {
    largest = Math.max(largest, ends[part] ?? 0);
    ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
  }
  const parted = new Float64Array(ends.at(-1) ?? 0);
  // An entry is the start of its part first, and its end when all are placed.
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const part = hashOf(value) >>> shift;
    const place = ends[part] ?? 0;
    parted[place] = value;
    ends[part] = place + 1;
  }
  let slotCount = 8;
  while (slotCount < 2 * largest) slotCount *= 2;
  const slots = new Float64Array(slotCount);
  for (let part = 0, from = 0; part < 1 << partBits; part++) {
    const end = ends[part] ?? 0;
    // NaN is a free slot: no value is it.
    slots.fill(Number.NaN);
    for (; from < end; from++) {
      const value = parted[from] ?? 0;
      let slot = hashOf(value) & (slotCount - 1);
      for (let other = slots[slot] ?? 0; !Number.isNaN(other); other = slots[slot] ?? 0) {
        if (other === value) return true;
        slot = (slot + 1) & (slotCount - 1);
      }
      slots[slot] = value;
    }
  }
  return false;
}
