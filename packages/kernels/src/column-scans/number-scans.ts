import type { ByteMemory } from '../web-assembly/byte-memory.ts';

/** Counts known numbers and finds their extremes, as `ScanKernels.summarise` says. */
export function summarise({ doubles }: ByteMemory, values: number, count: number, report: number): void {
  const at = report >>> 3;
  let known = doubles[at] as number;
  let low = doubles[at + 1] as number;
  let high = doubles[at + 2] as number;
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const value = doubles[i] as number;
    known += Number(!Number.isNaN(value));
    if (value < low) low = value;
    if (value > high) high = value;
  }
  doubles[at] = known;
  // Adding 0 turns -0 into 0.
  doubles[at + 1] = low + 0;
  doubles[at + 2] = high + 0;
}

/** Counts numbers outside a range, as `ScanKernels.countOutside` says. */
export function countOutside(
  { doubles }: ByteMemory,
  values: number,
  count: number,
  least: number,
  most: number,
  isStrictMin: number,
  isStrictMax: number,
): number {
  let outside = 0;
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const value = doubles[i] as number;
    const isBelow = isStrictMin === 1 ? value <= least : value < least;
    const isAbove = isStrictMax === 1 ? value >= most : value > most;
    outside += Number(isBelow || isAbove);
  }
  return outside;
}

/** Adds up known numbers, as `ScanKernels.addNumbers` says. */
export function addNumbers({ doubles }: ByteMemory, values: number, count: number, sum: number): number {
  let total = sum;
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const value = doubles[i] as number;
    if (!Number.isNaN(value)) total += value;
  }
  return total;
}

/** Adds up squared distances, as `ScanKernels.addSquares` says. */
export function addSquares({ doubles }: ByteMemory, values: number, count: number, mean: number, sum: number): number {
  let total = sum;
  for (let i = values >>> 3; i < (values >>> 3) + count; i++) {
    const distance = (doubles[i] as number) - mean;
    if (!Number.isNaN(distance)) total += distance * distance;
  }
  return total;
}
