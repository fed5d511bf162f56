import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts numbers by part, as `ScanKernels.countParts` says. */
export function countParts(
  { doubles, words }: ByteMemory,
  values: number,
  count: number,
  shift: number,
  parts: number,
  counts: number,
): void {
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const at = (counts >>> 2) + partOf((doubles[i] as number) + 0, shift, parts);
    words[at] = (words[at] as number) + 1;
  }
}

/** Writes numbers to their parts, as `ScanKernels.scatterParts` says. */
export function scatterParts(
  { doubles, words }: ByteMemory,
  values: number,
  count: number,
  shift: number,
  parts: number,
  next: number,
): void {
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    // Adding 0 turns -0 into 0.
    const value = (doubles[i] as number) + 0;
    const at = (next >>> 2) + partOf(value, shift, parts);
    const place = words[at] as number;
    doubles[place >>> 3] = value;
    words[at] = place + 8;
  }
}

/** Counts the distinct ones of a few numbers in an open-addressed table of their places, as `ScanKernels.countDistinct` says. */
export function countDistinct(
  { doubles, words }: ByteMemory,
  values: number,
  count: number,
  slots: number,
  mask: number,
  counts: number,
): number {
  const [firstValue, firstSlot, firstCount] = [values >>> 3, slots >>> 2, counts >>> 2];
  words.fill(0, firstSlot, firstSlot + mask + 1);
  let found = 0;
  for (let i = 0; i < count; i++) {
    const value = doubles[firstValue + i] as number;
    let slot = hashOf(value) & mask;
    // Places are counted from 1: 0 marks a free slot.
    let place = words[firstSlot + slot] as number;
    while (place !== 0 && doubles[firstValue + place - 1] !== value) {
      slot = (slot + 1) & mask;
      place = words[firstSlot + slot] as number;
    }
    if (place !== 0) {
      const at = firstCount + place - 1;
      words[at] = (words[at] as number) + 1;
      continue;
    }
    // What is read stands behind what is written.
    doubles[firstValue + found] = value;
    words[firstCount + found] = 1;
    found++;
    words[firstSlot + slot] = found;
  }
  return found;
}

function partOf(value: number, shift: number, parts: number): number {
  return Number.isNaN(value) ? parts : hashOf(value) >>> shift;
}

const word = new Float64Array(1);
const bits = new Int32Array(word.buffer);

function hashOf(value: number): number {
  word[0] = value;
  const hash = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
