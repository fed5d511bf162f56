/** What decides the size of the working memory of a random forest. */
export interface ForestShape {
  readonly rowCount: number;
  readonly featureCount: number;
  /** Classes whose shares the leaves give; 0: leaves give the mean of a number. */
  readonly classCount: number;
  /** Whether some feature is of categories. */
  readonly hasUnordered: boolean;
  readonly threadCount: number;
}

/** Where everything stands in the one buffer that all threads share, in bytes from its start; regions begin on cache lines. */
export interface ForestLayout extends ForestShape {
  /** u8, column-major: columns + feature * rowCount + row. Bin 0: missing. */
  readonly columns: number;
  /** u8 a feature, 1: its bins are categories without order. */
  readonly unordered: number;
  /** f64 a row: a class, or a target in whole steps, so that sums of them are exact. */
  readonly targets: number;
  /** f32 a row, above 0. */
  readonly weights: number;
  /** f64 a row and output (class or number): sums of the values that trees gave the row while it was out of their bags. */
  readonly outsideSums: number;
  /** u32 a row: how many trees those are. */
  readonly outsideTrees: number;
  /** u32 a thread: splits of the tree it has grown; one more, 1: no further tree. */
  readonly signals: number;
  /** What each thread has for itself: `ownBytes` each. */
  readonly own: number;
  readonly ownBytes: number;
  readonly parts: ForestParts;
  readonly sizeBytes: number;
}

/** Parts of a thread's own memory, in bytes from its start. A tree of s splits has s + 1 leaves. */
export interface ForestParts {
  /** f64, see `taskFields`. */
  readonly task: number;
  /** u8 a row: how often it is in the bag. */
  readonly bag: number;
  /** Two buffers of 16-byte records in node order: row u32, weight f32, target f64. */
  readonly records: readonly [number, number];
  /** Two buffers of u32 rows out of the bag, in node order. */
  readonly outside: readonly [number, number];
  /** u32, the features in the order of the last draw. */
  readonly drawn: number;
  /** `slots` histograms of 256 bins: weight f64, then weighted sum of the target or weights of the classes, all 0 between nodes. */
  readonly histograms: number;
  /** u32 rows of each bin, for each slot; all 0 between nodes. */
  readonly rowCounts: number;
  /** 256 bits a slot: which bins a small node touches; all 0 between nodes. */
  readonly touched: number;
  /** u8: the bins that a node has, in the order of the search. */
  readonly present: number;
  /** f64: their mean targets, where they are ordered by them. */
  readonly keys: number;
  /** u8 a bin, 1: it goes left. */
  readonly goesLeft: number;
  /** Sums of the node, and of those left of the split that is tried: as one bin of a histogram. */
  readonly totals: number;
  readonly left: number;
  /** Eight i32 a node that waits: begin, count, begin and count outside, side, depth, parent, whether it is the right child. */
  readonly waiting: number;
  /** i32 a split. */
  readonly feature: number;
  /** i32 a split: the last bin that goes left, + 256: missing goes left too, + 512: a set of bins. */
  readonly bin: number;
  /** i32 a split: a split, or ~leaf. */
  readonly leftChild: number;
  readonly rightChild: number;
  /** f64 a split. */
  readonly gain: number;
  /** 8 u32 a split, where some feature has no order: bits of the bins that go left. */
  readonly sets: number;
  /** A bin of a histogram a leaf: its sums. */
  readonly leaves: number;
  /** i32 a row: the leaf of one that is out of the bag, else -1. */
  readonly leafOf: number;
}

/** Features whose histograms of numbers are filled in one pass. */
export const slots: number = 4;
/** f64 of the task. */
export const taskFields: number = 40;
/** Most splits from the root to a leaf. */
export const deepest: number = 1000;

/** f64 of one bin of a histogram. */
export function binWidth(classCount: number): number {
  return classCount === 0 ? 2 : classCount + 1;
}

/** Byte offsets of every region; pure, so that threads and WebAssembly compute the same. */
export function forestLayout(shape: ForestShape): ForestLayout {
  const { rowCount, featureCount, classCount, hasUnordered, threadCount } = shape;
  const width = binWidth(classCount) * 8;
  let end = 0;
  const take = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 64) * 64;
    return start;
  };
  const parts: ForestParts = {
    task: take(taskFields * 8),
    bag: take(rowCount),
    records: [take(rowCount * 16), take(rowCount * 16)],
    outside: [take(rowCount * 4), take(rowCount * 4)],
    drawn: take(featureCount * 4),
    histograms: take(slots * 256 * width),
    rowCounts: take(slots * 1024),
    touched: take(slots * 32),
    present: take(256),
    keys: take(256 * 8),
    goesLeft: take(256),
    totals: take(width),
    left: take(width),
    waiting: take((deepest + 2) * 32),
    feature: take(rowCount * 4),
    bin: take(rowCount * 4),
    leftChild: take(rowCount * 4),
    rightChild: take(rowCount * 4),
    gain: take(rowCount * 8),
    sets: take(hasUnordered ? rowCount * 32 : 0),
    leaves: take(rowCount * width),
    leafOf: take(rowCount * 4),
  };
  const ownBytes = end;
  // A compiled module may keep constants of its own in the first kilobyte; bounds and values are binned behind them.
  end = binningEnd;
  return {
    ...shape,
    columns: take(rowCount * featureCount),
    unordered: take(featureCount),
    targets: take(rowCount * 8),
    weights: take(rowCount * 4),
    outsideSums: take(rowCount * Math.max(1, classCount) * 8),
    outsideTrees: take(rowCount * 4),
    signals: take((threadCount + 1) * 4),
    own: take(ownBytes * threadCount),
    ownBytes,
    parts,
    sizeBytes: end,
  };
}

/** Values binned at once. */
export const binningRows: number = 16_384;
/** Where bounds, the table of bins and values stand while a column is binned. */
export const binningAt: { readonly bounds: number; readonly table: number; readonly values: number } = {
  bounds: 1024,
  table: 2048,
  values: 2304,
};
const binningEnd = Math.ceil((binningAt.values + binningRows * 4) / 64) * 64;

/** Where a thread's own memory begins. */
export function ownMemory({ own, ownBytes }: ForestLayout, rank: number): number {
  return own + rank * ownBytes;
}
