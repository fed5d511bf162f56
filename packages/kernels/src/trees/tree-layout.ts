/** What decides the size of the working memory of tree growing. */
export interface TreeShape {
  readonly rowCount: number;
  /** Bins of each feature, the one for missing values included: 2 to 256. */
  readonly binCounts: readonly number[];
  /** Leaves of the largest tree. */
  readonly leafCount: number;
}

/**
 * Where everything stands in the one buffer that all tree kernels share, in bytes from its start. Every region begins on
 * a cache line, and the layout is the same whether the kernels are TypeScript or WebAssembly.
 */
export interface TreeLayout extends TreeShape {
  readonly featureCount: number;
  /** Groups of 16 features; a row's bins of one group are 16 bytes. */
  readonly groupCount: number;
  /** Bins of one histogram, features one after the other. */
  readonly histogramLength: number;
  /** u8 bins, row-major, in blocks of up to 4 groups (64 bytes, one cache line a row). */
  readonly rows: number;
  /** u8 bins again, column-major: columns + feature * rowCount + row. */
  readonly columns: number;
  /** Two ping-pong buffers of 8-byte records in leaf order: packed gradient g:16|h:16 (low word), row (high word). */
  readonly records: readonly [number, number];
  /** u8, 0 or 1. */
  readonly labels: number;
  /** f64, one a row. */
  readonly weights: number;
  /** f64 margins, one a row. */
  readonly scores: number;
  /** leafCount histograms of 64-bit bins: sum of h (low word), sum of g (high word). */
  readonly histograms: number;
  /** leafCount best splits of `splitFields` f64 each. */
  readonly splits: number;
  /** i32, where the bins of each feature start within a histogram, and after them its length. */
  readonly binStarts: number;
  /** i32, the features that the current tree may split on. */
  readonly activeFeatures: number;
  /** f64: sum of g, sum of h, rows in the bag. */
  readonly totals: number;
  /** f64 accumulators of one block of four groups: 64 features of 256 bins. */
  readonly accumulators: number;
  /** 256 gathered rows of one block. */
  readonly stage: number;
  /** f64 gradients of the gathered rows. */
  readonly stageGradients: number;
  /** 256 flags: does this bin go left? */
  readonly goesLeft: number;
  readonly sizeBytes: number;
}

/** Features whose bins stand together: one 16-byte group. */
export const groupWidth: number = 16;
/** Groups of one row-major block: 64 bytes, one cache line. */
export const groupsPerBlock: number = 4;
/** Rows gathered before they are accumulated: their bins fit the first-level cache. */
export const stageRows: number = 256;
/** The fields of a split: gain, feature, bin, missingLeft, left sum of g, left sum of h. */
export const splitFields: number = 6;

/** Byte offsets of every region for `shape`; pure, so that threads and WebAssembly compute the same. */
export function treeLayout(shape: TreeShape): TreeLayout {
  const { rowCount, binCounts, leafCount } = shape;
  const featureCount = binCounts.length;
  const groupCount = Math.max(1, Math.ceil(featureCount / groupWidth));
  const histogramLength = binCounts.reduce((sum, count) => sum + count, 0);
  let end = 0;
  const take = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 64) * 64;
    return start;
  };
  return {
    ...shape,
    featureCount,
    groupCount,
    histogramLength,
    rows: take(rowCount * groupCount * groupWidth),
    columns: take(rowCount * featureCount),
    records: [take(rowCount * 8), take(rowCount * 8)],
    labels: take(rowCount),
    weights: take(rowCount * 8),
    scores: take(rowCount * 8),
    histograms: take(leafCount * histogramLength * 8),
    splits: take(leafCount * splitFields * 8),
    binStarts: take((featureCount + 1) * 4),
    activeFeatures: take(featureCount * 4),
    totals: take(3 * 8),
    accumulators: take(groupsPerBlock * groupWidth * 256 * 8),
    stage: take(stageRows * groupsPerBlock * groupWidth),
    stageGradients: take(stageRows * 8),
    goesLeft: take(256),
    sizeBytes: end,
  };
}

/** A buffer of the layout's size with its bin starts, else zero; shared between threads where the platform allows it. */
export function allocateTreeMemory(layout: TreeLayout): ArrayBufferLike {
  const { sizeBytes, featureCount } = layout;
  const memory =
    typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(sizeBytes) : new ArrayBuffer(sizeBytes);
  const starts = new Int32Array(memory, layout.binStarts, featureCount + 1);
  for (const [feature, count] of layout.binCounts.entries()) starts[feature + 1] = (starts[feature] as number) + count;
  return memory;
}
