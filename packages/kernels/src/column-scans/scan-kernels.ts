import { byteMemory } from '../web-assembly/byte-memory.ts';
import { countCodes } from './count-codes.ts';
import { countDistinct, countParts, scatterParts } from './hash-parts.ts';
import { addNumbers, addSquares, countOutside, summarise } from './number-scans.ts';
import { countBuckets, gatherBuckets } from './value-buckets.ts';
import { countPositions } from './whole-numbers.ts';

/**
 * The hot loops over the values of a column, a block at a time, over one buffer; addresses are bytes of it. Numbers are
 * float64, NaN where a value is missing, and their count is a multiple of 4; codes are i32, -1 where missing, likewise.
 * Counts are u32. packages/kernels/assembly/column-scans exports the same functions, which give the same bits.
 */
export interface ScanKernels {
  /** Brings three float64 at `report` up to date: how many numbers are known, the least and the greatest, never -0. */
  summarise(values: number, count: number, report: number): void;
  /** How many known numbers lie below `least` or above `most`; a bound is no part of the range where its flag is 1. */
  countOutside(
    values: number,
    count: number,
    least: number,
    most: number,
    isStrictMin: number,
    isStrictMax: number,
  ): number;
  /** `sum` with the known numbers added from the first to the last. */
  addNumbers(values: number, count: number, sum: number): number;
  /** `sum` with the squares of the distances of known numbers to `mean` added from the first to the last. */
  addSquares(values: number, count: number, mean: number, sum: number): number;
  /** Counts numbers by bucket: (value - low) * scale without its fraction; `none` counts the missing. */
  countBuckets(values: number, count: number, low: number, scale: number, counts: number, none: number): void;
  /**
   * Writes the numbers of some buckets to `into` and gives the address behind the last, which is written, too; the bytes at
   * `steps` are 8 for these buckets and 0 for the others, and for `none`.
   */
  gatherBuckets(
    values: number,
    count: number,
    low: number,
    scale: number,
    steps: number,
    none: number,
    into: number,
  ): number;
  /**
   * Counts whole numbers by their distance to `low`, which is at most `span` - 1; counts[span] is for the missing. The number in row i
   * is counted in the table at `counts` + (i mod 4) * `laneBytes`. Gives how many known numbers are at no whole distance.
   */
  countPositions(values: number, count: number, low: number, span: number, counts: number, laneBytes: number): number;
  /** Counts codes below `size` in counts[code + 1], in four tables as `countPositions`; counts[size + 1] is for others. */
  countCodes(codes: number, count: number, size: number, counts: number, laneBytes: number): void;
  /** Counts numbers by the highest bits of their hashes, hash >>> shift, of which there are `parts`; counts[parts] is for the missing. */
  countParts(values: number, count: number, shift: number, parts: number, counts: number): void;
  /** Writes numbers, 0 for -0, to the addresses at `next` by part, and moves these on. */
  scatterParts(values: number, count: number, shift: number, parts: number, next: number): void;
  /**
   * Brings the distinct ones of `count` known numbers to the front, in order of first appearance, with their counts, and gives how
   * many they are. `slots` is scratch of `mask` + 1 words, a power of two above `count`.
   */
  countDistinct(values: number, count: number, slots: number, mask: number, counts: number): number;
}

/** The kernels in TypeScript over a buffer whose length is a multiple of 8. */
export function typescriptScanKernels(buffer: ArrayBufferLike): ScanKernels {
  const views = byteMemory(buffer);
  return {
    summarise: (...places) => summarise(views, ...places),
    countOutside: (...places) => countOutside(views, ...places),
    addNumbers: (...places) => addNumbers(views, ...places),
    addSquares: (...places) => addSquares(views, ...places),
    countBuckets: (...places) => countBuckets(views, ...places),
    gatherBuckets: (...places) => gatherBuckets(views, ...places),
    countPositions: (...places) => countPositions(views, ...places),
    countCodes: (...places) => countCodes(views, ...places),
    countParts: (...places) => countParts(views, ...places),
    scatterParts: (...places) => scatterParts(views, ...places),
    countDistinct: (...places) => countDistinct(views, ...places),
  };
}
