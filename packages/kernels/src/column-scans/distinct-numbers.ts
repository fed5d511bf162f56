import type { NumberSummary } from './column-scanner.ts';
import { type ScanBlocks, scratch } from './scan-blocks.ts';

/** Distinct numbers with their counts. */
export interface DistinctNumbers {
  /** In no order that means anything. */
  readonly values: Float64Array;
  readonly counts: Uint32Array;
}

/** What distinct numbers of a part of the rows are, and of how many rows; valid until the next part. */
type Visit = (part: DistinctNumbers, rowCount: number) => void;

/** A span of whole numbers this many times the rows is still counted by position. */
const widestSpan = 4;
/** So few positions are counted in four tables: one number often follows another just like it, and would wait for its count. */
const mostInLanes = 1024;
/** Values a part: their table of four times as many places stays in the first cache. */
const partSize = 2048;
const mostPartBits = 12;

/**
 * Counts each number, NaN left out, 0 and -0 as one. Whole numbers of a narrow range are counted by position, others in
 * parts by their hashes, each in an open-addressed table: linear time, no object a value, and no array as long as the column.
 */
export function visitDistinct(blocks: ScanBlocks, values: Float64Array, summary: NumberSummary, visit: Visit): void {
  const { low, high, knownCount } = summary;
  if (knownCount === 0) return;
  const span = high - low + 1;
  const isNarrow = Number.isSafeInteger(low) && Number.isSafeInteger(high) && span <= widestSpan * values.length + 1024;
  if (!(isNarrow && visitPositions(blocks, values, low, span, visit))) visitParts(blocks, values, visit);
}

/** False where a number is not whole. */
function visitPositions(blocks: ScanBlocks, values: Float64Array, low: number, span: number, visit: Visit): boolean {
  const size = span + 1;
  const lanes = size <= mostInLanes ? 4 : 1;
  const laneBytes = lanes === 1 ? 0 : 4 * size;
  const counts = new Uint32Array(blocks.reserve(4 * lanes * size).buffer, scratch, lanes * size);
  counts.fill(0);
  let misfits = 0;
  blocks.numbers(values, (kernels, block, count) => {
    misfits += kernels.countPositions(block, count, low, span, scratch, laneBytes);
  });
  if (misfits > 0) return false;
  addLanes(counts, size);
  const part = { values: new Float64Array(partSize), counts: new Uint32Array(partSize) };
  let [found, rowCount] = [0, 0];
  const give = () => {
    visit({ values: part.values.subarray(0, found), counts: part.counts.subarray(0, found) }, rowCount);
    [found, rowCount] = [0, 0];
  };
  for (let at = 0; at < span; at++) {
    const count = counts[at] as number;
    if (count === 0) continue;
    part.values[found] = low + at;
    part.counts[found++] = count;
    rowCount += count;
    if (found === partSize) give();
  }
  if (found > 0) give();
  return true;
}

/** Adds the tables behind the first to it. */
export function addLanes(counts: Uint32Array, size: number): void {
  for (let at = size; at < counts.length; at++)
    counts[at % size] = (counts[at % size] as number) + (counts[at] as number);
}

/** Numbers are copied to their parts by the highest bits of their hashes, then each part is counted where it stands. */
function visitParts(blocks: ScanBlocks, values: Float64Array, visit: Visit): void {
  let partBits = 1;
  while (partSize << partBits < values.length && partBits < mostPartBits) partBits++;
  const parts = 1 << partBits;
  const shift = 32 - partBits;
  const sizes = partSizes(blocks, values, shift, parts);
  const largest = sizes.subarray(0, parts).reduce((most, size) => Math.max(most, size), 0);
  const nextBytes = 8 * (parts + 1);
  // The missing, and what fills up a block, stand behind all parts.
  const copied = sizes.reduce((sum, size) => sum + size, 0);
  const slots = scratch + nextBytes;
  const counts = slots + 4 * slotCount(largest);
  const first = counts + 8 * Math.ceil(largest / 2);
  const { kernels, buffer } = blocks.reserve(first - scratch + 8 * copied);
  const next = new Uint32Array(buffer, scratch, parts + 1);
  let place = first;
  for (let part = 0; part <= parts; part++) {
    next[part] = place;
    place += 8 * (sizes[part] as number);
  }
  blocks.numbers(values, (_, block, count) => kernels.scatterParts(block, count, shift, parts, scratch));
  let start = first;
  for (let part = 0; part < parts; part++) {
    const size = sizes[part] as number;
    const found = kernels.countDistinct(start, size, slots, slotCount(size) - 1, counts);
    visit({ values: new Float64Array(buffer, start, found), counts: new Uint32Array(buffer, counts, found) }, size);
    start += 8 * size;
  }
}

/** How many numbers each part has; the last of them are the missing. */
function partSizes(blocks: ScanBlocks, values: Float64Array, shift: number, parts: number): Uint32Array {
  const sizes = new Uint32Array(blocks.reserve(4 * (parts + 1)).buffer, scratch, parts + 1);
  sizes.fill(0);
  blocks.numbers(values, (kernels, block, count) => kernels.countParts(block, count, shift, parts, scratch));
  return sizes.slice();
}

/** Places of the table of a part: at most a third of them are taken. */
function slotCount(size: number): number {
  let places = 1024;
  while (places < 3 * size) places *= 2;
  return places;
}
