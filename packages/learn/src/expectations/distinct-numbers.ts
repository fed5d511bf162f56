/** Distinct numbers with their counts. */
export interface DistinctNumbers {
  /** In no order that means anything. */
  readonly values: Float64Array;
  readonly counts: Int32Array;
}

/** A span of whole numbers this many times the rows is still counted by position. */
const widestSpan = 4;

/**
 * Counts each number, NaN left out, 0 and -0 as one. Whole numbers of a narrow range are counted by position, others in
 * open-addressed tables over their bits: linear time, no object a value.
 */
export function distinctNumbers(numbers: Float64Array, low: number, high: number): DistinctNumbers {
  const span = high - low + 1;
  const isNarrow =
    Number.isSafeInteger(low) && Number.isSafeInteger(high) && span <= widestSpan * numbers.length + 1024;
  return (isNarrow ? countByPosition(numbers, low, span) : undefined) ?? countByHash(numbers);
}

function countByPosition(numbers: Float64Array, low: number, span: number): DistinctNumbers | undefined {
  const counts = new Int32Array(span);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number;
    const at = value - low;
    // Writing past the end or between two places would be lost without a trace; a fraction can round to a whole distance.
    if ((at | 0) === at && low + at === value) counts[at] = (counts[at] as number) + 1;
    else if (!Number.isNaN(value)) return undefined;
  }
  let found = 0;
  for (let at = 0; at < span; at++) if ((counts[at] as number) > 0) found++;
  const values = new Float64Array(found);
  const valueCounts = new Int32Array(found);
  let next = 0;
  for (let at = 0; at < span; at++) {
    const count = counts[at] as number;
    if (count === 0) continue;
    values[next] = low + at;
    valueCounts[next++] = count;
  }
  return { values, counts: valueCounts };
}

/** Values a part: their table of twice as many places stays in the second cache. */
const partSize = 2048;

/** Parts the numbers by their hash, then counts each part in one table that stays in the cache. */
function countByHash(numbers: Float64Array): DistinctNumbers {
  let partBits = 0;
  while (partSize << partBits < numbers.length && partBits < 12) partBits++;
  const { parts, ends } = partByHash(numbers, partBits);
  let largest = 0;
  for (let part = 0; part < ends.length; part++)
    largest = Math.max(largest, (ends[part] as number) - (ends[part - 1] ?? 0));
  let capacity = 1024;
  while (capacity < 2 * largest) capacity *= 2;
  const mask = capacity - 1;
  // NaN marks a free slot.
  const keys = new Float64Array(capacity);
  const places = new Int32Array(capacity);
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  const counts = new Int32Array(parts.length);
  let found = 0;
  let i = 0;
  for (let part = 0; part < ends.length; part++) {
    const end = ends[part] as number;
    keys.fill(Number.NaN);
    for (; i < end; i++) {
      const value = parts[i] as number;
      word[0] = value;
      let slot = hashOf(bits[0] as number, bits[1] as number) & mask;
      let key = keys[slot] as number;
      while (key !== value && !Number.isNaN(key)) {
        slot = (slot + 1) & mask;
        key = keys[slot] as number;
      }
      if (key === value) {
        const place = places[slot] as number;
        counts[place] = (counts[place] as number) + 1;
        continue;
      }
      keys[slot] = value;
      places[slot] = found;
      // What is read stands behind what is written.
      parts[found] = value;
      counts[found++] = 1;
    }
  }
  return found === parts.length
    ? { values: parts, counts }
    : { values: parts.slice(0, found), counts: counts.slice(0, found) };
}

/** The known numbers in the order of the highest bits of their hashes, 0 for -0, and where each part ends. */
function partByHash(
  numbers: Float64Array,
  partBits: number,
): { readonly parts: Float64Array; readonly ends: Int32Array } {
  const partOf = new Uint16Array(numbers.length);
  const next = new Int32Array(1 << partBits);
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  for (let i = 0; i < numbers.length; i++) {
    // Adding 0 turns -0 into 0.
    const value = (numbers[i] as number) + 0;
    if (Number.isNaN(value)) continue;
    word[0] = value;
    const part = partBits === 0 ? 0 : hashOf(bits[0] as number, bits[1] as number) >>> (32 - partBits);
    partOf[i] = part;
    next[part] = (next[part] as number) + 1;
  }
  let known = 0;
  for (let part = 0; part < next.length; part++) {
    const count = next[part] as number;
    next[part] = known;
    known += count;
  }
  const parts = new Float64Array(known);
  for (let i = 0; i < numbers.length; i++) {
    const value = (numbers[i] as number) + 0;
    if (Number.isNaN(value)) continue;
    const part = partOf[i] as number;
    const at = next[part] as number;
    parts[at] = value;
    next[part] = at + 1;
  }
  return { parts, ends: next };
}

function hashOf(low: number, high: number): number {
  const hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
