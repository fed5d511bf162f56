import { type FeaturePlace, sharedBinCount } from './feature-place.ts';

/** What decides the size of the working memory of tree growing. */
export interface TreeShape {
  readonly rowCount: number;
  readonly places: readonly FeaturePlace[];
  /** Leaves of the largest tree. */
  readonly leafCount: number;
  /** Threads that grow trees together; 1 where absent. */
  readonly threadCount?: number;
  /** Histograms that stand in memory at once, from 2; one a leaf where absent. */
  readonly slotCount?: number;
  /** Margins a row; 1 where absent. */
  readonly outputCount?: number;
  /** Gradients stand in memory between the objective and their quantisation; absent: one kernel makes the logistic ones. */
  readonly storesGradients?: boolean;
  /** Stored gradients and weights are float64 and not quantised: histograms hold pairs of float64. */
  readonly isExact?: boolean;
  /** With exact gradients: the fewest rows of a leaf are sums of weights. */
  readonly countsWeights?: boolean;
}

/**
 * Where everything stands in the one buffer that all tree kernels share, in bytes from its start. Every region begins on
 * a cache line, and the layout is the same whether the kernels are TypeScript or WebAssembly.
 */
export interface TreeLayout extends TreeShape {
  readonly threadCount: number;
  readonly slotCount: number;
  readonly outputCount: number;
  readonly storesGradients: boolean;
  readonly featureCount: number;
  readonly columnCount: number;
  /** Groups of up to 16 columns, as equal as can be; a row's bins of one group are 16 bytes. */
  readonly groupCount: number;
  /** Bins of one histogram, columns one after the other. */
  readonly histogramLength: number;
  /** u8 bins, row-major, in blocks of up to 4 groups (64 bytes, one cache line a row). */
  readonly rows: number;
  /** u8 bins again, column-major: columns + column * rowCount + row. */
  readonly columns: number;
  /** Two ping-pong buffers of 8-byte records in leaf order: packed gradient g:16|h:16 (low word), row (high word). */
  readonly records: readonly [number, number];
  /** u8, 0 or 1; only where gradients are not stored. */
  readonly labels: number;
  /** f64, what is learnt, one a row; only where gradients are stored. */
  readonly targets: number;
  /** f32, one a row, relative to the largest: 0 to 1; f64 and as they are where gradients are exact. */
  readonly weights: number;
  /** f64 margins, outputCount x rowCount. */
  readonly scores: number;
  /**
   * f32, or f64 where gradients are exact; outputCount x rowCount, in the unit of `gradientUnits`; hessians after it likewise.
   * Empty where not stored.
   */
  readonly gradients: number;
  readonly hessians: number;
  /** Two f64: what a stored gradient and a stored hessian of 1 are, for a row of the largest weight. */
  readonly gradientUnits: number;
  /** Two f64 an output for each thread: largest |gradient|, largest hessian of its rows. */
  readonly largestGradients: number;
  /** Two f64 a leaf for each thread: sums of the stored gradients and hessians of its rows. */
  readonly leafSums: number;
  /** `selectionBuckets` i32 for each thread: how many of its rows fall into each bucket of a selection. */
  readonly selection: number;
  /** u8, the leaf of the last tree that a row is in. */
  readonly leafOf: number;
  /** Two f64 a row, h and g as whole numbers in exact steps; empty where gradients are quantised. */
  readonly pairs: number;
  /** slotCount histograms of 64-bit bins: sum of h (low word), sum of g (high word); of exact ones two f64 in their place. */
  readonly histograms: number;
  /** Another for each thread, of its own rows, where there are several threads. */
  readonly partials: number;
  /** slotCount best splits of `splitFields` f64 each; those of a thread's own columns for each thread. */
  readonly splits: number;
  /** i32, where the bins of each column start within a histogram, and after them its length. */
  readonly binStarts: number;
  /** Four i32 a feature, see `featureFields`. */
  readonly features: number;
  /** i32, for each thread the features that its last split was sought in, ascending. */
  readonly activeFeatures: number;
  /** Five f64 a thread: sum of g, sum of h, rows in the bag; rows that its last partition sent left, and their weight. */
  readonly totals: number;
  /** What each thread has for itself: `scratchBytes` each. */
  readonly scratch: number;
  readonly sizeBytes: number;
}

/** Columns whose bins stand together: one 16-byte group. */
export const groupWidth: number = 16;
/** Groups of one row-major block: 64 bytes, one cache line. */
export const groupsPerBlock: number = 4;
/** Rows gathered before they are accumulated: they stay in the second-level cache while one group of columns after the other is. */
export const stageRows: number = 1024;
/**
 * The fields of a split: gain (-Infinity: none), feature, bin (0: categorical), missingLeft, left sum of g, left sum of h;
 * then 256 bits, the bins of a categorical feature that go left.
 */
export const splitFields: number = 10;
/** f64 of a thread's totals. */
export const totalFields: number = 5;
/**
 * i32 of a feature: where its bin 0 would stand in a histogram, its highest bin, its default bin (0: it stands alone),
 * and whether bin 0 has a place.
 */
export const featureFields: number = 4;
/** Leaves whose number fits one byte. */
export const mostLeaves: number = 256;
/** Buckets of one pass of a selection: 11 bits. */
export const selectionBuckets: number = 2048;
/** Values binned at once: 64 kB of them pass through the thread's scratch memory. */
export const valueRows: number = 16_384;

const accumulatorBytes = groupsPerBlock * groupWidth * 256 * 16;
const stageBytes = stageRows * groupsPerBlock * groupWidth;
const gradientBytes = stageRows * 16;

/** Parts of a thread's scratch memory, in bytes from its start. */
export interface ScratchParts {
  /** Sums of one block of columns, 64 or 128 bits each: 64 columns, 256 bins each; all 0 between two histograms. */
  readonly accumulators: number;
  /** The gathered rows of one block. */
  readonly stage: number;
  /** Gradients of the gathered rows, 64 or 128 bits each. */
  readonly stageGradients: number;
  /** 256 bytes: does this bin of the column go left? And in binning: what bin of the column is this of the feature? */
  readonly binTable: number;
  /** 256 f32: the bounds of the feature that is binned. */
  readonly bounds: number;
  /** 256 f64: what the leaves of a tree add to the scores. */
  readonly leafValues: number;
  /** f32 values that are binned. */
  readonly values: number;
}

export const scratchParts: ScratchParts = {
  accumulators: 0,
  stage: accumulatorBytes,
  stageGradients: accumulatorBytes + stageBytes,
  binTable: accumulatorBytes + stageBytes + gradientBytes,
  bounds: accumulatorBytes + stageBytes + gradientBytes + 256,
  leafValues: accumulatorBytes + stageBytes + gradientBytes + 256 + 1024,
  values: accumulatorBytes + stageBytes + gradientBytes + 256 + 1024 + 2048,
};
const scratchBytes = scratchParts.values + valueRows * 4;

/** Bytes of one bin of a histogram. */
export function binBytes({ isExact }: Pick<TreeShape, 'isExact'>): number {
  return isExact ? 16 : 8;
}

/** Where a thread's scratch memory begins. */
export function scratchOf(layout: TreeLayout, rank: number): number {
  return layout.scratch + rank * scratchBytes;
}

/** First column of a group; that of the group after the last is the number of columns. */
export function firstColumn({ columnCount, groupCount }: TreeLayout, group: number): number {
  return Math.floor((columnCount * group) / groupCount);
}

/** The rows that a thread owns: from its own value up to that of the next rank. */
export function firstRow({ rowCount, threadCount }: TreeLayout, rank: number): number {
  return Math.floor((rowCount * rank) / threadCount);
}

/** Byte offsets of every region for `shape`; pure, so that threads and WebAssembly compute the same. */
export function treeLayout(shape: TreeShape): TreeLayout {
  const {
    rowCount,
    places,
    leafCount,
    threadCount = 1,
    slotCount = leafCount,
    outputCount = 1,
    storesGradients = false,
  } = shape;
  const storedCount = storesGradients ? rowCount : 0;
  const featureCount = places.length;
  const columnBins = columnBinCounts(places);
  const columnCount = columnBins.length;
  const groupCount = Math.max(1, Math.ceil(columnCount / groupWidth));
  const histogramLength = columnBins.reduce((sum, count) => sum + count, 0);
  const histogramBytes = histogramLength * binBytes(shape);
  const numberBytes = shape.isExact ? 8 : 4;
  // A compiled module may keep constants of its own in the first kilobyte.
  let end = 1024;
  const take = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 64) * 64;
    return start;
  };
  return {
    ...shape,
    threadCount,
    slotCount,
    outputCount,
    storesGradients,
    featureCount,
    columnCount,
    groupCount,
    histogramLength,
    rows: take(rowCount * groupCount * groupWidth),
    columns: take(rowCount * columnCount),
    records: [take(rowCount * 8), take(rowCount * 8)],
    labels: take(rowCount - storedCount),
    targets: take(storedCount * 8),
    weights: take(rowCount * numberBytes),
    scores: take(outputCount * rowCount * 8),
    gradients: take(outputCount * storedCount * numberBytes),
    hessians: take(outputCount * storedCount * numberBytes),
    gradientUnits: take(16),
    largestGradients: take(threadCount * outputCount * 16),
    leafSums: take(storesGradients ? threadCount * mostLeaves * 16 : 0),
    selection: take(storesGradients ? threadCount * selectionBuckets * 4 : 0),
    leafOf: take(rowCount),
    pairs: take(shape.isExact ? rowCount * 16 : 0),
    histograms: take(slotCount * histogramBytes),
    partials: take(threadCount > 1 ? threadCount * histogramBytes : 0),
    splits: take(threadCount * slotCount * splitFields * 8),
    binStarts: take((columnCount + 1) * 4),
    features: take(featureCount * featureFields * 4),
    activeFeatures: take(threadCount * featureCount * 4),
    totals: take(threadCount * totalFields * 8),
    scratch: take(threadCount * scratchBytes),
    sizeBytes: end,
  };
}

/** Bins of each column: those of the feature that stands there alone, or of all that share it and one more. */
export function columnBinCounts(places: readonly FeaturePlace[]): readonly number[] {
  const counts: number[] = [];
  for (const { column, binCount, shared } of places) {
    const own = shared === undefined ? binCount : shared.firstBin + sharedBinCount(binCount, shared.hasMissing);
    counts[column] = Math.max(counts[column] ?? 0, own);
  }
  return counts;
}

/**
 * The bins of a histogram whose columns a thread merges and scans: whole columns, so that about as many bins fall to each
 * thread.
 */
export function ownedBins(layout: TreeLayout, rank: number): { readonly from: number; readonly to: number } {
  const { histogramLength, threadCount } = layout;
  const boundary = (of: number): number => {
    if (of === threadCount) return histogramLength;
    const aim = (histogramLength * of) / threadCount;
    let start = 0;
    for (const count of columnBinCounts(layout.places)) {
      if (start >= aim) return start;
      start += count;
    }
    return start;
  };
  return { from: boundary(rank), to: boundary(rank + 1) };
}
