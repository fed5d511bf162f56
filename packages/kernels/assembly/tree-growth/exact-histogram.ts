// The twin of src/tree-growth/exact-histogram-kernel.ts, with one pair of f64 a bin: sum of h, then sum of g.
import { firstColumn } from './histogram';

const stageRows: u32 = 1024;
const groupWidth: u32 = 16;
const groupsPerBlock: u32 = 4;
// Bytes of one column's accumulators: 256 bins.
const laneBytes: u32 = 4096;

// @ts-ignore: decorator
@inline
function rowsInto(lanes: u32, at: usize, stride: usize, pairs: usize, count: u32, sums: usize): void {
  const end = pairs + (<usize>count << 4);
  for (; pairs < end; pairs += 16, at += stride) {
    const v = v128.load(pairs);
    let s: usize;
    s = sums + (<usize>load<u8>(at, 0) << 4); v128.store(s, f64x2.add(v128.load(s, 0), v), 0);
    s = sums + (<usize>load<u8>(at, 1) << 4); v128.store(s, f64x2.add(v128.load(s, 4096), v), 4096);
    s = sums + (<usize>load<u8>(at, 2) << 4); v128.store(s, f64x2.add(v128.load(s, 8192), v), 8192);
    s = sums + (<usize>load<u8>(at, 3) << 4); v128.store(s, f64x2.add(v128.load(s, 12288), v), 12288);
    if (lanes > 4) { s = sums + (<usize>load<u8>(at, 4) << 4); v128.store(s, f64x2.add(v128.load(s, 16384), v), 16384); }
    if (lanes > 5) { s = sums + (<usize>load<u8>(at, 5) << 4); v128.store(s, f64x2.add(v128.load(s, 20480), v), 20480); }
    if (lanes > 6) { s = sums + (<usize>load<u8>(at, 6) << 4); v128.store(s, f64x2.add(v128.load(s, 24576), v), 24576); }
    if (lanes > 7) { s = sums + (<usize>load<u8>(at, 7) << 4); v128.store(s, f64x2.add(v128.load(s, 28672), v), 28672); }
    if (lanes > 8) { s = sums + (<usize>load<u8>(at, 8) << 4); v128.store(s, f64x2.add(v128.load(s, 32768), v), 32768); }
    if (lanes > 9) { s = sums + (<usize>load<u8>(at, 9) << 4); v128.store(s, f64x2.add(v128.load(s, 36864), v), 36864); }
    if (lanes > 10) { s = sums + (<usize>load<u8>(at, 10) << 4); v128.store(s, f64x2.add(v128.load(s, 40960), v), 40960); }
    if (lanes > 11) { s = sums + (<usize>load<u8>(at, 11) << 4); v128.store(s, f64x2.add(v128.load(s, 45056), v), 45056); }
    if (lanes > 12) { s = sums + (<usize>load<u8>(at, 12) << 4); v128.store(s, f64x2.add(v128.load(s, 49152), v), 49152); }
    if (lanes > 13) { s = sums + (<usize>load<u8>(at, 13) << 4); v128.store(s, f64x2.add(v128.load(s, 53248), v), 53248); }
    if (lanes > 14) { s = sums + (<usize>load<u8>(at, 14) << 4); v128.store(s, f64x2.add(v128.load(s, 57344), v), 57344); }
    if (lanes > 15) { s = sums + (<usize>load<u8>(at, 15) << 4); v128.store(s, f64x2.add(v128.load(s, 61440), v), 61440); }
  }
}

// One loop for each four columns: padding columns cost as much as real ones, and gather everything in bin 0.
function accumulate(lanes: u32, at: usize, stride: usize, pairs: usize, count: u32, sums: usize): void {
  switch ((lanes + 3) >> 2) {
    case 0: break;
    case 1: rowsInto(4, at, stride, pairs, count, sums); break;
    case 2: rowsInto(8, at, stride, pairs, count, sums); break;
    case 3: rowsInto(12, at, stride, pairs, count, sums); break;
    default: rowsInto(16, at, stride, pairs, count, sums); break;
  }
}

// Copies scattered rows and their pairs side by side: dozens of cache misses in flight at once.
function gather(rows: usize, stride: u32, records: usize, count: u32, stage: usize, pairs: usize, stagePairs: usize): void {
  const end = records + (<usize>count << 3);
  for (; records < end; records += 8, stagePairs += 16) {
    const row = <usize>load<u32>(records, 4);
    v128.store(stagePairs, v128.load(pairs + (row << 4)));
    let from = rows + row * stride;
    for (const last = stage + stride; stage < last; stage += 16, from += 16) v128.store(stage, v128.load(from));
  }
}

// Stores the accumulators of one column as its bins of the histogram, and clears them.
// @ts-ignore: decorator
@inline
function flush(sums: usize, target: usize, bins: u32): void {
  const zero = i64x2.splat(0);
  for (const end = sums + (<usize>bins << 4); sums < end; sums += 16, target += 16) {
    v128.store(target, v128.load(sums));
    v128.store(sums, zero);
  }
}

export function exactHistogram(
  rows: usize, rowCount: u32, columnCount: u32, groupCount: u32, binStarts: usize,
  records: usize, count: u32, target: usize, sums: usize, stage: usize, pairs: usize, stagePairs: usize,
  isRoot: u32, firstRow: u32,
): void {
  for (let block: u32 = 0; block < groupCount; block += groupsPerBlock) {
    const groups = min(groupsPerBlock, groupCount - block);
    const stride = groups * groupWidth;
    const blockRows = rows + <usize>block * groupWidth * rowCount;
    for (let done: u32 = 0; done < count; done += stageRows) {
      const taken = min(stageRows, count - done);
      let at = stage;
      let own = stagePairs;
      if (isRoot) {
        at = blockRows + <usize>(firstRow + done) * stride;
        own = pairs + (<usize>(firstRow + done) << 4);
      } else gather(blockRows, stride, records + (<usize>done << 3), taken, stage, pairs, stagePairs);
      for (let group: u32 = 0; group < groups; group++) {
        const lanes =
          firstColumn(columnCount, groupCount, block + group + 1) - firstColumn(columnCount, groupCount, block + group);
        accumulate(lanes, at + group * groupWidth, stride, own, taken, sums + group * (laneBytes * groupWidth));
      }
    }
    for (let group: u32 = 0; group < groups; group++) {
      const first = firstColumn(columnCount, groupCount, block + group);
      const end = firstColumn(columnCount, groupCount, block + group + 1);
      const groupSums = sums + group * (laneBytes * groupWidth);
      for (let column = first; column < end; column++) {
        const start = load<u32>(binStarts + (<usize>column << 2));
        const bins = load<u32>(binStarts + (<usize>column << 2), 4) - start;
        flush(groupSums + (column - first) * laneBytes, target + (<usize>start << 4), bins);
      }
      for (let lane = end - first; lane < groupWidth; lane++) v128.store(groupSums + lane * laneBytes, i64x2.splat(0));
    }
  }
}

export function exactCombine(target: usize, partials: usize, stride: usize, threads: u32, bins: u32): void {
  for (let i: usize = 0, end = <usize>bins << 4; i < end; i += 16) {
    let sum = v128.load(partials + i);
    for (let thread: u32 = 1; thread < threads; thread++)
      sum = f64x2.add(sum, v128.load(partials + <usize>thread * stride + i));
    v128.store(target + i, sum);
  }
}

export function exactSubtract(parent: usize, child: usize, bins: u32): void {
  for (const end = parent + (<usize>bins << 4); parent < end; parent += 16, child += 16)
    v128.store(parent, f64x2.sub(v128.load(parent), v128.load(child)));
}
