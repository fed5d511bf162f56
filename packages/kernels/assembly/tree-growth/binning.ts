// The twins of src/tree-growth/bin-column.ts and src/tree-growth/pack-rows.ts.

import { firstColumn } from './histogram';

// @ts-ignore: decorator
@inline
function step(bounds: usize, below: u32, value: f32, half: u32): u32 {
  return below + (load<f32>(bounds + (<usize>below << 2) + ((half - 1) << 2)) < value ? half : 0);
}

// @ts-ignore: decorator
@inline
function put(target: usize, table: usize, value: f32, below: u32): void {
  const bin = value != value ? 0 : below + 1;
  store<u8>(target, load<u8>(target) | load<u8>(table + bin));
}

// Four searches side by side: each of their eight steps waits for the one before it.
export function binChunk(values: usize, count: u32, bounds: usize, table: usize, target: usize, steps: u32): void {
  let i: u32 = 0;
  const first: u32 = 1 << (steps - 1);
  for (; i + 4 <= count; i += 4, values += 16, target += 4) {
    const a = load<f32>(values);
    const b = load<f32>(values, 4);
    const c = load<f32>(values, 8);
    const d = load<f32>(values, 12);
    let w: u32 = 0;
    let x: u32 = 0;
    let y: u32 = 0;
    let z: u32 = 0;
    for (let half = first; half > 0; half >>= 1) {
      w = step(bounds, w, a, half);
      x = step(bounds, x, b, half);
      y = step(bounds, y, c, half);
      z = step(bounds, z, d, half);
    }
    put(target, table, a, w);
    put(target + 1, table, b, x);
    put(target + 2, table, c, y);
    put(target + 3, table, d, z);
  }
  for (; i < count; i++, values += 4, target++) {
    const a = load<f32>(values);
    let w: u32 = 0;
    for (let half = first; half > 0; half >>= 1) w = step(bounds, w, a, half);
    put(target, table, a, w);
  }
}

const tileRows: u32 = 1024;

export function packRows(
  columns: usize, rows: usize, rowCount: u32, columnCount: u32, groupCount: u32, begin: u32, end: u32,
): void {
  for (let block: u32 = 0; block < groupCount; block += 4) {
    const groups = min<u32>(4, groupCount - block);
    const stride = groups * 16;
    for (let start = begin; start < end; start += tileRows) {
      const stop = min(end, start + tileRows);
      for (let group: u32 = 0; group < groups; group++) {
        const first = firstColumn(columnCount, groupCount, block + group);
        const last = firstColumn(columnCount, groupCount, block + group + 1);
        for (let column = first; column < last; column++) {
          let to = rows + <usize>block * 16 * rowCount + <usize>start * stride + group * 16 + (column - first);
          let from = columns + <usize>column * rowCount + start;
          for (let r = start; r < stop; r++, to += stride, from++) store<u8>(to, load<u8>(from));
        }
      }
    }
  }
}
