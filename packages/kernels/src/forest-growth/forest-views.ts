import { binWidth, type ForestLayout, ownMemory, slots } from './forest-layout.ts';

/** A thread's memory as typed arrays, for the kernels in TypeScript and for whoever reads a tree. */
export interface ForestViews {
  readonly columns: Uint8Array;
  readonly unordered: Uint8Array;
  readonly targets: Float64Array;
  readonly weights: Float32Array;
  readonly bag: Uint8Array;
  /** The records of both sides: rows at 4 * record, weights behind them, targets at 2 * record + 1. */
  readonly recordRows: readonly [Uint32Array, Uint32Array];
  readonly recordWeights: readonly [Float32Array, Float32Array];
  readonly recordTargets: readonly [Float64Array, Float64Array];
  readonly outside: readonly [Uint32Array, Uint32Array];
  readonly drawn: Uint32Array;
  readonly histograms: Float64Array;
  readonly rowCounts: Uint32Array;
  readonly present: Uint8Array;
  readonly keys: Float64Array;
  readonly goesLeft: Uint8Array;
  readonly totals: Float64Array;
  readonly left: Float64Array;
  readonly feature: Int32Array;
  readonly bin: Int32Array;
  readonly leftChild: Int32Array;
  readonly rightChild: Int32Array;
  readonly gain: Float64Array;
  readonly sets: Uint32Array;
  readonly leaves: Float64Array;
  readonly leafOf: Int32Array;
}

/** The views of the thread `rank`. */
export function forestViews(memory: ArrayBufferLike, layout: ForestLayout, rank: number): ForestViews {
  const { rowCount, featureCount, classCount, hasUnordered, parts } = layout;
  const own = ownMemory(layout, rank);
  const width = binWidth(classCount);
  const u8 = (at: number, length: number): Uint8Array => new Uint8Array(memory, own + at, length);
  const i32 = (at: number, length: number): Int32Array => new Int32Array(memory, own + at, length);
  const u32 = (at: number, length: number): Uint32Array => new Uint32Array(memory, own + at, length);
  const f32 = (at: number, length: number): Float32Array => new Float32Array(memory, own + at, length);
  const f64 = (at: number, length: number): Float64Array => new Float64Array(memory, own + at, length);
  const [records0, records1] = parts.records;
  return {
    columns: new Uint8Array(memory, layout.columns, rowCount * featureCount),
    unordered: new Uint8Array(memory, layout.unordered, featureCount),
    targets: new Float64Array(memory, layout.targets, rowCount),
    weights: new Float32Array(memory, layout.weights, rowCount),
    bag: u8(parts.bag, rowCount),
    recordRows: [u32(records0, rowCount * 4), u32(records1, rowCount * 4)],
    recordWeights: [f32(records0, rowCount * 4), f32(records1, rowCount * 4)],
    recordTargets: [f64(records0, rowCount * 2), f64(records1, rowCount * 2)],
    outside: [u32(parts.outside[0], rowCount), u32(parts.outside[1], rowCount)],
    drawn: u32(parts.drawn, featureCount),
    histograms: f64(parts.histograms, slots * 256 * width),
    rowCounts: u32(parts.rowCounts, slots * 256),
    present: u8(parts.present, 256),
    keys: f64(parts.keys, 256),
    goesLeft: u8(parts.goesLeft, 256),
    totals: f64(parts.totals, width),
    left: f64(parts.left, width),
    feature: i32(parts.feature, rowCount),
    bin: i32(parts.bin, rowCount),
    leftChild: i32(parts.leftChild, rowCount),
    rightChild: i32(parts.rightChild, rowCount),
    gain: f64(parts.gain, rowCount),
    sets: u32(parts.sets, hasUnordered ? rowCount * 8 : 0),
    leaves: f64(parts.leaves, rowCount * width),
    leafOf: i32(parts.leafOf, rowCount),
  };
}
