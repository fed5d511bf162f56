// The twin of src/forest-growth/node-histogram.ts: sums of the rows of a node by the bins of a feature.
import { binBytes, classCount, columnOf, histogramBytes, histograms, minRows, present, rowCounts, touched } from './task';

// Below this, the bins that a node touches are written down; above, all bins are looked at.
export const smallNode: u32 = 256;

// @ts-ignore: decorator
@inline
export function rowOf(record: usize): usize {
  return load<u32>(record);
}

// @ts-ignore: decorator
@inline
function touch(slot: usize, bin: u32): void {
  const at = touched + (slot << 5) + ((<usize>bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (bin & 63)));
}

// @ts-ignore: decorator
@inline
export function pairOf(record: usize): v128 {
  const weight = <f64>load<f32>(record, 4);
  return f64x2.replace_lane(f64x2.splat(weight), 1, weight * load<f64>(record, 8));
}

// @ts-ignore: decorator
@inline
function add(isSmall: bool, slot: usize, bin: u32, pair: v128): void {
  const at = histograms + (slot << 12) + (<usize>bin << 4);
  v128.store(at, f64x2.add(v128.load(at), pair));
  if (isSmall) touch(slot, bin);
}

// @ts-ignore: decorator
@inline
function fillFourOf(isSmall: bool, record: usize, end: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (; record < end; record += 16) {
    const row = rowOf(record);
    const pair = pairOf(record);
    add(isSmall, 0, load<u8>(a + row), pair);
    add(isSmall, 1, load<u8>(b + row), pair);
    add(isSmall, 2, load<u8>(c + row), pair);
    add(isSmall, 3, load<u8>(d + row), pair);
  }
}

// @ts-ignore: decorator
@inline
function fillOneOf(isSmall: bool, record: usize, end: usize, slot: usize, column: usize): void {
  for (; record < end; record += 16) add(isSmall, slot, load<u8>(column + rowOf(record)), pairOf(record));
}

// @ts-ignore: decorator
@inline
function fillClassesOf(isSmall: bool, record: usize, end: usize, slot: usize, column: usize): void {
  const histogram = histograms + slot * histogramBytes;
  for (; record < end; record += 16) {
    const bin = <u32>load<u8>(column + rowOf(record));
    const weight = <f64>load<f32>(record, 4);
    const at = histogram + <usize>bin * binBytes;
    store<f64>(at, load<f64>(at) + weight);
    const own = at + 8 + ((<usize>load<f64>(record, 8)) << 3);
    store<f64>(own, load<f64>(own) + weight);
    if (isSmall) touch(slot, bin);
  }
}

function countRows(record: usize, end: usize, slot: usize, column: usize): void {
  const counts = rowCounts + (slot << 10);
  for (; record < end; record += 16) {
    const at = counts + (<usize>load<u8>(column + rowOf(record)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

// Fills the histograms of the `count` features at `features`, one a slot.
export function fill(features: usize, count: u32, records: usize, rows: u32): void {
  const end = records + (<usize>rows << 4);
  const isSmall = rows < smallNode;
  if (classCount == 0 && count == 4) {
    const a = columnOf(load<u32>(features));
    const b = columnOf(load<u32>(features, 4));
    const c = columnOf(load<u32>(features, 8));
    const d = columnOf(load<u32>(features, 12));
    if (isSmall) fillFourOf(true, records, end, a, b, c, d);
    else fillFourOf(false, records, end, a, b, c, d);
  } else
    for (let slot: usize = 0; slot < count; slot++) {
      const column = columnOf(load<u32>(features + (slot << 2)));
      if (classCount == 0) {
        if (isSmall) fillOneOf(true, records, end, slot, column);
        else fillOneOf(false, records, end, slot, column);
      } else if (isSmall) fillClassesOf(true, records, end, slot, column);
      else fillClassesOf(false, records, end, slot, column);
    }
  if (minRows > 1)
    for (let slot: usize = 0; slot < count; slot++)
      countRows(records, end, slot, columnOf(load<u32>(features + (slot << 2))));
}

// Lists the bins of values, without bin 0, that the node has in a slot, ascending.
export function listPresent(slot: usize, rows: u32): u32 {
  let count: u32 = 0;
  if (rows < smallNode) {
    for (let word: usize = 0; word < 4; word++) {
      const at = touched + (slot << 5) + (word << 3);
      let bits = load<u64>(at);
      store<u64>(at, 0);
      if (word == 0) bits &= ~(<u64>1);
      for (; bits != 0; bits &= bits - 1) store<u8>(present + count++, <u8>(ctz(bits) + (word << 6)));
    }
    return count;
  }
  const histogram = histograms + slot * histogramBytes;
  for (let bin: u32 = 1; bin < 256; bin++) {
    store<u8>(present + count, <u8>bin);
    count += <u32>(load<f64>(histogram + <usize>bin * binBytes) != 0);
  }
  return count;
}
