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
 * an open-addressed table over their bits: linear time, no object a value.
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
    // Writing past the end or between two places would be lost without a trace.
    if ((at | 0) === at) counts[at] = (counts[at] as number) + 1;
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

function countByHash(numbers: Float64Array): DistinctNumbers {
  let capacity = 1024;
  while (capacity < 2 * numbers.length) capacity *= 2;
  const mask = capacity - 1;
  // NaN marks a free slot, so that a new value costs one visit to memory; only what repeats is counted.
  const keys = new Float64Array(capacity).fill(Number.NaN);
  const counts = new Int32Array(capacity);
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  let found = 0;
  for (let i = 0; i < numbers.length; i++) {
    // Adding 0 turns -0 into 0.
    const value = (numbers[i] as number) + 0;
    if (Number.isNaN(value)) continue;
    word[0] = value;
    let hash = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    let key = keys[slot] as number;
    while (key !== value && !Number.isNaN(key)) {
      slot = (slot + 1) & mask;
      key = keys[slot] as number;
    }
    if (key === value) counts[slot] = (counts[slot] as number) + 1;
    else {
      keys[slot] = value;
      found++;
    }
  }
  const values = new Float64Array(found);
  const valueCounts = new Int32Array(found);
  let next = 0;
  for (let slot = 0; slot < capacity; slot++) {
    const key = keys[slot] as number;
    if (Number.isNaN(key)) continue;
    values[next] = key;
    valueCounts[next++] = 1 + (counts[slot] as number);
  }
  return { values, counts: valueCounts };
}
