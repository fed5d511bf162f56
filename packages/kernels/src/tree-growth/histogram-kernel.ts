import {
  firstColumn,
  groupsPerBlock,
  groupWidth,
  scratchOf,
  scratchParts,
  stageRows,
  type TreeLayout,
} from './tree-layout.ts';

/** One accumulator holds sum of g * 2^26 + sum of h; both fields stay below 2^26. */
const gradientUnit = 2 ** 26;
const accumulatorStride = 256;
const groupLength = groupWidth * accumulatorStride;

/** `isRoot`: the records are all rows of the thread in row order. */
export type HistogramKernel = (
  slot: number,
  side: number,
  begin: number,
  count: number,
  levels: number,
  isRoot: boolean,
) => void;

/**
 * Fills histogram `slot` (with several threads: the thread's partial one) with the sums of g and h of the records
 * [begin, begin + count) of buffer `side`, for each bin of every column. Rows are gathered 1,024 at a time into a small
 * stage, then accumulated with one float64 addition a (row, column); before a field could pass 26 bits the accumulators
 * are merged into the 64-bit bins, so sums are exact. Source: Ke et al. 2017 (histograms), Shi et al. 2022 (integer sums).
 */
export function histogramKernel(memory: ArrayBufferLike, layout: TreeLayout, rank: number): HistogramKernel {
  const { rowCount, groupCount, columnCount, histogramLength, threadCount } = layout;
  const scratch = scratchOf(layout, rank);
  const rowWords = new Uint32Array(memory, layout.rows, (rowCount * groupCount * groupWidth) / 4);
  const records = layout.records.map((offset) => new Int32Array(memory, offset, rowCount * 2));
  const stage = new Uint32Array(memory, scratch + scratchParts.stage, (stageRows * groupsPerBlock * groupWidth) / 4);
  const gradients = new Float64Array(memory, scratch + scratchParts.stageGradients, stageRows);
  const accumulators: Float64Array[] = [];
  for (let group = 0; group < groupsPerBlock; group++)
    accumulators.push(
      new Float64Array(memory, scratch + scratchParts.accumulators + group * groupLength * 8, groupLength),
    );
  const starts = new Int32Array(memory, layout.binStarts, columnCount + 1);
  const targets = threadCount > 1 ? layout.partials : layout.histograms;
  const targetCount = threadCount > 1 ? threadCount : layout.slotCount;
  const histograms = new Int32Array(memory, targets, targetCount * histogramLength * 2);

  return (slot, side, begin, count, levels) => {
    const target = (threadCount > 1 ? rank : slot) * histogramLength;
    const list = records[side] as Int32Array;
    const mergeRows = Math.floor((gradientUnit - 1) / levels);
    for (let firstGroup = 0; firstGroup < groupCount; firstGroup += groupsPerBlock) {
      const groupsHere = Math.min(groupsPerBlock, groupCount - firstGroup);
      const wordsPerRow = groupsHere * 4;
      const blockStart = firstGroup * 4 * rowCount;
      // At least once: a thread may own no row of the leaf, and its histogram is then zero.
      for (let done = 0; done === 0 || done < count; done += mergeRows) {
        const partEnd = begin + Math.min(count, done + mergeRows);
        for (let at = begin + done; at < partEnd; at += stageRows) {
          const taken = Math.min(stageRows, partEnd - at);
          gather(rowWords, blockStart, wordsPerRow, list, at, taken, stage, gradients);
          for (let group = 0; group < groupsHere; group++)
            accumulate(stage, group * 4, wordsPerRow, gradients, taken, accumulators[group] as Float64Array);
        }
        for (let group = 0; group < groupsHere; group++) {
          const first = firstColumn(layout, firstGroup + group);
          const lanes = starts.subarray(first, firstColumn(layout, firstGroup + group + 1) + 1);
          merge(accumulators[group] as Float64Array, histograms, target, lanes, done === 0);
        }
      }
    }
  };
}

/** Copies `taken` rows of one block, scattered in memory, side by side, and unpacks their gradients. */
function gather(
  rowWords: Uint32Array,
  blockStart: number,
  wordsPerRow: number,
  records: Int32Array,
  at: number,
  taken: number,
  stage: Uint32Array,
  gradients: Float64Array,
): void {
  for (let i = 0; i < taken; i++) {
    const packed = records[2 * (at + i)] as number;
    gradients[i] = (packed >> 16) * gradientUnit + (packed & 0xffff);
    const from = blockStart + (records[2 * (at + i) + 1] as number) * wordsPerRow;
    const to = i * wordsPerRow;
    for (let word = 0; word < wordsPerRow; word += 4) {
      stage[to + word] = rowWords[from + word] as number;
      stage[to + word + 1] = rowWords[from + word + 1] as number;
      stage[to + word + 2] = rowWords[from + word + 2] as number;
      stage[to + word + 3] = rowWords[from + word + 3] as number;
    }
  }
}

/** Adds the gathered gradients to the bins of 16 columns: unrolled, without a branch, offsets constant. */
function accumulate(
  stage: Uint32Array,
  firstWord: number,
  wordsPerRow: number,
  gradients: Float64Array,
  taken: number,
  sums: Float64Array,
): void {
  for (let i = 0, at = firstWord; i < taken; i++, at += wordsPerRow) {
    const v = gradients[i] as number;
    const a = stage[at] as number;
    const b = stage[at + 1] as number;
    const c = stage[at + 2] as number;
    const d = stage[at + 3] as number;
    (sums[a & 255] as number) += v;
    (sums[256 | ((a >>> 8) & 255)] as number) += v;
    (sums[512 | ((a >>> 16) & 255)] as number) += v;
    (sums[768 | (a >>> 24)] as number) += v;
    (sums[1024 | (b & 255)] as number) += v;
    (sums[1280 | ((b >>> 8) & 255)] as number) += v;
    (sums[1536 | ((b >>> 16) & 255)] as number) += v;
    (sums[1792 | (b >>> 24)] as number) += v;
    (sums[2048 | (c & 255)] as number) += v;
    (sums[2304 | ((c >>> 8) & 255)] as number) += v;
    (sums[2560 | ((c >>> 16) & 255)] as number) += v;
    (sums[2816 | (c >>> 24)] as number) += v;
    (sums[3072 | (d & 255)] as number) += v;
    (sums[3328 | ((d >>> 8) & 255)] as number) += v;
    (sums[3584 | ((d >>> 16) & 255)] as number) += v;
    (sums[3840 | (d >>> 24)] as number) += v;
  }
}

/**
 * Splits each accumulator of a group into its two fields, stores or adds them to the histogram that starts at bin `target`,
 * and clears it; `starts` are those of the group's columns and of the one after them.
 */
function merge(sums: Float64Array, histograms: Int32Array, target: number, starts: Int32Array, isFirst: boolean): void {
  for (let lane = 0; lane < starts.length - 1; lane++) {
    const start = starts[lane] as number;
    const count = (starts[lane + 1] as number) - start;
    const from = lane * accumulatorStride;
    let to = 2 * (target + start);
    for (let bin = from; bin < from + count; bin++, to += 2) {
      const sum = sums[bin] as number;
      const g = Math.floor(sum / gradientUnit);
      const h = sum - g * gradientUnit;
      sums[bin] = 0;
      histograms[to] = isFirst ? h : (histograms[to] as number) + h;
      histograms[to + 1] = isFirst ? g : (histograms[to + 1] as number) + g;
    }
  }
  // Padding columns gather everything in bin 0.
  for (let lane = starts.length - 1; lane < groupWidth; lane++) sums[lane * accumulatorStride] = 0;
}
