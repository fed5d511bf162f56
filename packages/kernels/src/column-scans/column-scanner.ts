import { addLanes, type DistinctNumbers, visitDistinct } from './distinct-numbers.ts';
import { type OrderStatistics, orderStatistics } from './order-statistics.ts';
import { type ScanBlocks, scanBlocks, scratch } from './scan-blocks.ts';

/** How many numbers of a column are known, and the least and the greatest of them, never -0; Infinity and -Infinity where none is. */
export interface NumberSummary {
  readonly knownCount: number;
  readonly low: number;
  readonly high: number;
}

/** A range of numbers; a strict bound is no part of it. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isStrictMin?: boolean;
  readonly isStrictMax?: boolean;
}

/** The numbers that occur more than once. */
export interface Repeats {
  /** How many different numbers there are, repeated or not. */
  readonly distinctCount: number;
  /** The numbers that occur more than once, ascending. */
  readonly repeated: Float64Array;
  /** How many rows hold one of them. */
  readonly rowCount: number;
}

/**
 * Scans of the values of a column, NaN (numbers) or -1 (codes) where one is missing. All of them share one memory, which keeps
 * the size of the largest: about the size of the column where distinct numbers are counted, next to nothing otherwise.
 */
export interface ColumnScanner {
  summarise(values: Float64Array): NumberSummary;
  /** How many known numbers lie outside a range. */
  countOutside(values: Float64Array, range: NumberRange): number;
  /** The sum of the known numbers, added from the first to the last. */
  sum(values: Float64Array): number;
  /** The sum of the squares of the distances of known numbers to `mean`, added from the first to the last. */
  sumSquares(values: Float64Array, mean: number): number;
  orderStatistics(values: Float64Array, summary: NumberSummary): OrderStatistics;
  findRepeats(values: Float64Array, summary: NumberSummary): Repeats;
  countDistinct(values: Float64Array, summary: NumberSummary): DistinctNumbers;
  /** Rows by code, of codes below `size`, and how many have one. */
  countCodes(codes: Int32Array, size: number): { readonly counts: Uint32Array; readonly knownCount: number };
}

/** A scanner: with compiled kernels wherever they can run, unless those in TypeScript are asked for; both give the same bits. */
export function columnScanner(kind: 'compiled' | 'plain' = 'compiled'): ColumnScanner {
  const blocks = scanBlocks(kind);
  return {
    summarise: (values) => summarise(blocks, values),
    countOutside(values, { least, most, isStrictMin = false, isStrictMax = false }) {
      let outside = 0;
      blocks.numbers(values, (kernels, block, count) => {
        outside += kernels.countOutside(block, count, least, most, Number(isStrictMin), Number(isStrictMax));
      });
      return outside;
    },
    sum(values) {
      let sum = 0;
      blocks.numbers(values, (kernels, block, count) => {
        sum = kernels.addNumbers(block, count, sum);
      });
      return sum;
    },
    sumSquares(values, mean) {
      let sum = 0;
      blocks.numbers(values, (kernels, block, count) => {
        sum = kernels.addSquares(block, count, mean, sum);
      });
      return sum;
    },
    orderStatistics: (values, summary) => orderStatistics(blocks, values, summary),
    findRepeats: (values, summary) => findRepeats(blocks, values, summary),
    countDistinct(values, summary) {
      const [found, counted]: [Float64Array[], Uint32Array[]] = [[], []];
      visitDistinct(blocks, values, summary, (part) => {
        found.push(part.values.slice());
        counted.push(part.counts.slice());
      });
      const size = found.reduce((sum, { length }) => sum + length, 0);
      return { values: joined(found, new Float64Array(size)), counts: joined(counted, new Uint32Array(size)) };
    },
    countCodes: (codes, size) => countCodes(blocks, codes, size),
  };
}

function summarise(blocks: ScanBlocks, values: Float64Array): NumberSummary {
  const report = new Float64Array(blocks.reserve(24).buffer, scratch, 3);
  report.set([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  blocks.numbers(values, (kernels, block, count) => kernels.summarise(block, count, scratch));
  const [knownCount = 0, low = 0, high = 0] = report;
  return { knownCount, low, high };
}

function findRepeats(blocks: ScanBlocks, values: Float64Array, summary: NumberSummary): Repeats {
  const repeated: number[] = [];
  let [distinctCount, rowCount] = [0, 0];
  visitDistinct(blocks, values, summary, ({ values: found, counts }, rows) => {
    distinctCount += found.length;
    if (found.length === rows) return;
    for (let i = 0; i < found.length; i++) {
      const count = counts[i] as number;
      if (count < 2) continue;
      repeated.push(found[i] as number);
      rowCount += count;
    }
  });
  return { distinctCount, repeated: Float64Array.from(repeated).sort(), rowCount };
}

/** As many codes as this are counted in four tables: one code often follows another just like it, and would wait for its count. */
const mostInLanes = 1024;

function countCodes(
  blocks: ScanBlocks,
  codes: Int32Array,
  size: number,
): { readonly counts: Uint32Array; readonly knownCount: number } {
  // The first place is for the missing, the last for codes that are none.
  const places = size + 2;
  const lanes = places <= mostInLanes ? 4 : 1;
  const counts = new Uint32Array(blocks.reserve(4 * lanes * places).buffer, scratch, lanes * places);
  counts.fill(0);
  const laneBytes = lanes === 1 ? 0 : 4 * places;
  blocks.codes(codes, (kernels, block, count) => kernels.countCodes(block, count, size, scratch, laneBytes));
  addLanes(counts, places);
  // What fills up the last block counts as missing.
  const others = (counts[0] as number) + (counts[size + 1] as number);
  return { counts: counts.slice(1, size + 1), knownCount: Math.ceil(codes.length / 4) * 4 - others };
}

function joined<T extends Float64Array | Uint32Array>(parts: readonly T[], whole: T): T {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
