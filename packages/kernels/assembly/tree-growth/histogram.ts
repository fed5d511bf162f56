// The twin of src/tree-growth/histogram-kernel.ts, with one i64 accumulator a bin: sum of g in the high word, sum of h in the low.
const stageRows: u32 = 1024;
const groupWidth: u32 = 16;
const groupsPerBlock: u32 = 4;
// Bytes of one column's accumulators: 256 bins.
const laneBytes: u32 = 2048;

// @ts-ignore: decorator
@inline
function unpacked(packed: i32): i64 {
  return (<i64>(packed >> 16) << 32) + <i64>(packed & 0xffff);
}

// @ts-ignore: decorator
@inline
function rowsInto(lanes: u32, at: usize, stride: usize, gradients: usize, count: u32, sums: usize): void {
  const end = gradients + (<usize>count << 3);
  for (; gradients < end; gradients += 8, at += stride) {
    const v = load<i64>(gradients);
    let s: usize;
    if (lanes > 0) { s = sums + (<usize>load<u8>(at, 0) << 3); store<i64>(s, load<i64>(s, 0) + v, 0); }
    if (lanes > 1) { s = sums + (<usize>load<u8>(at, 1) << 3); store<i64>(s, load<i64>(s, 2048) + v, 2048); }
    if (lanes > 2) { s = sums + (<usize>load<u8>(at, 2) << 3); store<i64>(s, load<i64>(s, 4096) + v, 4096); }
    if (lanes > 3) { s = sums + (<usize>load<u8>(at, 3) << 3); store<i64>(s, load<i64>(s, 6144) + v, 6144); }
    if (lanes > 4) { s = sums + (<usize>load<u8>(at, 4) << 3); store<i64>(s, load<i64>(s, 8192) + v, 8192); }
    if (lanes > 5) { s = sums + (<usize>load<u8>(at, 5) << 3); store<i64>(s, load<i64>(s, 10240) + v, 10240); }
    if (lanes > 6) { s = sums + (<usize>load<u8>(at, 6) << 3); store<i64>(s, load<i64>(s, 12288) + v, 12288); }
    if (lanes > 7) { s = sums + (<usize>load<u8>(at, 7) << 3); store<i64>(s, load<i64>(s, 14336) + v, 14336); }
    if (lanes > 8) { s = sums + (<usize>load<u8>(at, 8) << 3); store<i64>(s, load<i64>(s, 16384) + v, 16384); }
    if (lanes > 9) { s = sums + (<usize>load<u8>(at, 9) << 3); store<i64>(s, load<i64>(s, 18432) + v, 18432); }
    if (lanes > 10) { s = sums + (<usize>load<u8>(at, 10) << 3); store<i64>(s, load<i64>(s, 20480) + v, 20480); }
    if (lanes > 11) { s = sums + (<usize>load<u8>(at, 11) << 3); store<i64>(s, load<i64>(s, 22528) + v, 22528); }
    if (lanes > 12) { s = sums + (<usize>load<u8>(at, 12) << 3); store<i64>(s, load<i64>(s, 24576) + v, 24576); }
    if (lanes > 13) { s = sums + (<usize>load<u8>(at, 13) << 3); store<i64>(s, load<i64>(s, 26624) + v, 26624); }
    if (lanes > 14) { s = sums + (<usize>load<u8>(at, 14) << 3); store<i64>(s, load<i64>(s, 28672) + v, 28672); }
    if (lanes > 15) { s = sums + (<usize>load<u8>(at, 15) << 3); store<i64>(s, load<i64>(s, 30720) + v, 30720); }
  }
}

// One loop for each even number of columns: a padding column costs as much as a real one.
function accumulate(lanes: u32, at: usize, stride: usize, gradients: usize, count: u32, sums: usize): void {
  switch ((lanes + 1) >> 1) {
    case 0: break;
    case 1: rowsInto(2, at, stride, gradients, count, sums); break;
    case 2: rowsInto(4, at, stride, gradients, count, sums); break;
    case 3: rowsInto(6, at, stride, gradients, count, sums); break;
    case 4: rowsInto(8, at, stride, gradients, count, sums); break;
    case 5: rowsInto(10, at, stride, gradients, count, sums); break;
    case 6: rowsInto(12, at, stride, gradients, count, sums); break;
    case 7: rowsInto(14, at, stride, gradients, count, sums); break;
    default: rowsInto(16, at, stride, gradients, count, sums); break;
  }
}

// Reads a word of each row, for nothing but that it comes into the cache: so little work a row keeps many more misses in
// flight than the copying would. `anywhere` takes what was read, or the compiler would leave it out.
// @ts-ignore: decorator
@inline
function touch(rows: usize, stride: u32, records: usize, count: u32, anywhere: usize): void {
  const end = records + (<usize>count << 3);
  let seen: u32 = 0;
  for (; records < end; records += 8) seen |= load<u32>(rows + <usize>load<u32>(records, 4) * stride);
  store<u32>(anywhere, seen);
}

// Copies scattered rows side by side: dozens of cache misses in flight at once, where the additions would wait for each.
function gather(rows: usize, stride: u32, records: usize, count: u32, stage: usize, gradients: usize): void {
  touch(rows, stride, records, count, gradients);
  const end = records + (<usize>count << 3);
  if (stride == 16) {
    for (; records < end; records += 8, stage += 16, gradients += 8) {
      v128.store(stage, v128.load(rows + (<usize>load<u32>(records, 4) << 4)));
      store<i64>(gradients, unpacked(load<i32>(records)));
    }
  } else if (stride == 32) {
    for (; records < end; records += 8, stage += 32, gradients += 8) {
      const row = rows + (<usize>load<u32>(records, 4) << 5);
      v128.store(stage, v128.load(row));
      v128.store(stage, v128.load(row, 16), 16);
      store<i64>(gradients, unpacked(load<i32>(records)));
    }
  } else if (stride == 48) {
    for (; records < end; records += 8, stage += 48, gradients += 8) {
      const row = rows + <usize>load<u32>(records, 4) * 48;
      v128.store(stage, v128.load(row));
      v128.store(stage, v128.load(row, 16), 16);
      v128.store(stage, v128.load(row, 32), 32);
      store<i64>(gradients, unpacked(load<i32>(records)));
    }
  } else {
    for (; records < end; records += 8, stage += 64, gradients += 8) {
      const row = rows + (<usize>load<u32>(records, 4) << 6);
      v128.store(stage, v128.load(row));
      v128.store(stage, v128.load(row, 16), 16);
      v128.store(stage, v128.load(row, 32), 32);
      v128.store(stage, v128.load(row, 48), 48);
      store<i64>(gradients, unpacked(load<i32>(records)));
    }
  }
}

// Columns are dealt out to the groups as equally as can be; the product may pass 32 bits.
export function firstColumn(columnCount: u32, groupCount: u32, group: u32): u32 {
  return <u32>((<u64>columnCount * group) / groupCount);
}

// Stores the accumulators of one column as its bins of the histogram, and clears them.
// @ts-ignore: decorator
@inline
function flush(sums: usize, target: usize, bins: u32): void {
  let i: u32 = 0;
  const zero = i64x2.splat(0);
  for (; i + 2 <= bins; i += 2, sums += 16, target += 16) {
    v128.store(target, v128.load(sums));
    v128.store(sums, zero);
  }
  if (i < bins) {
    store<i64>(target, load<i64>(sums));
    store<i64>(sums, 0);
  }
}

export function histogram(
  rows: usize, rowCount: u32, columnCount: u32, groupCount: u32, binStarts: usize,
  records: usize, count: u32, target: usize, sums: usize, stage: usize, gradients: usize, isRoot: u32, firstRow: u32,
): void {
  for (let block: u32 = 0; block < groupCount; block += groupsPerBlock) {
    const groups = min(groupsPerBlock, groupCount - block);
    const stride = groups * groupWidth;
    const blockRows = rows + <usize>block * groupWidth * rowCount;
    for (let done: u32 = 0; done < count; done += stageRows) {
      const taken = min(stageRows, count - done);
      const from = records + (<usize>done << 3);
      let at = stage;
      if (isRoot) {
        at = blockRows + <usize>(firstRow + done) * stride;
        for (let i: usize = 0; i < taken; i++) store<i64>(gradients + (i << 3), unpacked(load<i32>(from + (i << 3))));
      } else gather(blockRows, stride, from, taken, stage, gradients);
      for (let group: u32 = 0; group < groups; group++) {
        const first = firstColumn(columnCount, groupCount, block + group);
        const lanes = firstColumn(columnCount, groupCount, block + group + 1) - first;
        accumulate(lanes, at + group * groupWidth, stride, gradients, taken, sums + group * (laneBytes * groupWidth));
      }
    }
    for (let group: u32 = 0; group < groups; group++) {
      const first = firstColumn(columnCount, groupCount, block + group);
      const end = firstColumn(columnCount, groupCount, block + group + 1);
      const groupSums = sums + group * (laneBytes * groupWidth);
      for (let column = first; column < end; column++) {
        const start = load<u32>(binStarts + (<usize>column << 2));
        const bins = load<u32>(binStarts + (<usize>column << 2), 4) - start;
        flush(groupSums + (column - first) * laneBytes, target + (<usize>start << 3), bins);
      }
      // The padding column of an odd number gathers everything in bin 0.
      if (end - first < groupWidth) store<i64>(groupSums + (end - first) * laneBytes, 0);
    }
  }
}
