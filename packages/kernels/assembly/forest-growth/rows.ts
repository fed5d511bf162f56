// The twin of src/forest-growth/tree-rows.ts: the rows of a tree, and how a split parts them.
import { bag, leafOf, outside0, records0, rowCount, rowsDrawn, targets, weights } from './task';
import { below } from './random';

// Writes the records of the rows in the bag and the rows out of it; gives how many are in it.
export function drawRows(): u32 {
  memory.fill(bag, rowsDrawn == 0 ? 1 : 0, rowCount);
  for (let i: u32 = 0; i < rowsDrawn; i++) {
    const at = bag + below(rowCount);
    store<u8>(at, load<u8>(at) + 1);
  }
  let record = records0;
  let outside = outside0;
  for (let row: u32 = 0; row < rowCount; row++) {
    const times = load<u8>(bag + row);
    store<i32>(leafOf + (<usize>row << 2), -1);
    if (times == 0) {
      store<u32>(outside, row);
      outside += 4;
      continue;
    }
    store<u32>(record, row);
    store<f32>(record, <f32>times * load<f32>(weights + (<usize>row << 2)), 4);
    store<f64>(record, load<f64>(targets + (<usize>row << 3)), 8);
    record += 16;
  }
  return <u32>((record - records0) >> 4);
}

// Where bin - shift, as a byte, is at most `last`, a row goes left: bin 0, missing, is 255 where shift is 1.
export function partRecords(from: usize, to: usize, count: u32, column: usize, shift: u32, last: u32): u32 {
  let left = to;
  let right = to + (<usize>count << 4) - 16;
  for (const end = from + (<usize>count << 4); from < end; from += 16) {
    const record = v128.load(from);
    const isLeft = <usize>(((load<u8>(column + i32x4.extract_lane(record, 0)) - shift) & 255) <= last);
    v128.store(select(left, right, isLeft), record);
    left += isLeft << 4;
    right -= (1 - isLeft) << 4;
  }
  return <u32>((left - to) >> 4);
}

export function partOutside(from: usize, to: usize, count: u32, column: usize, shift: u32, last: u32): u32 {
  let left = to;
  let right = to + (<usize>count << 2) - 4;
  for (const end = from + (<usize>count << 2); from < end; from += 4) {
    const row = load<u32>(from);
    const isLeft = <usize>(((load<u8>(column + row) - shift) & 255) <= last);
    store<u32>(select(left, right, isLeft), row);
    left += isLeft << 2;
    right -= (1 - isLeft) << 2;
  }
  return <u32>((left - to) >> 2);
}

// The same for sets of bins: `table` has a byte a bin.
export function partRecordsBySet(from: usize, to: usize, count: u32, column: usize, table: usize): u32 {
  let left = to;
  let right = to + (<usize>count << 4) - 16;
  for (const end = from + (<usize>count << 4); from < end; from += 16) {
    const record = v128.load(from);
    const isLeft = <usize>load<u8>(table + load<u8>(column + i32x4.extract_lane(record, 0)));
    v128.store(select(left, right, isLeft), record);
    left += isLeft << 4;
    right -= (1 - isLeft) << 4;
  }
  return <u32>((left - to) >> 4);
}

export function partOutsideBySet(from: usize, to: usize, count: u32, column: usize, table: usize): u32 {
  let left = to;
  let right = to + (<usize>count << 2) - 4;
  for (const end = from + (<usize>count << 2); from < end; from += 4) {
    const row = load<u32>(from);
    const isLeft = <usize>load<u8>(table + load<u8>(column + row));
    store<u32>(select(left, right, isLeft), row);
    left += isLeft << 2;
    right -= (1 - isLeft) << 2;
  }
  return <u32>((left - to) >> 2);
}
