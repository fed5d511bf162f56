// Margins of rows that stand column-major in a stage of 256 rows; see ../../../src/decision-forest/quick-tables.ts and walk-tables.ts for the tables.
// QuickScorer (Lucchese et al. 2015): a split that sends a row right clears the leaves of its left side from the mask of its
// tree; the lowest leaf that is left is the row's. Splits of a feature come by ascending threshold, for all trees of a block.

const splitBytes: usize = 16;

// @ts-ignore: decorator
@inline
function largest(a: v128, b: v128): f32 {
  const none = f32x4.splat(-Infinity);
  const m = f32x4.pmax(f32x4.pmax(none, a), f32x4.pmax(none, b));
  const n = f32x4.pmax(m, i8x16.shuffle(m, m, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(n, 0), f32x4.extract_lane(n, 1));
}

// @ts-ignore: decorator
@inline
function clear(mask: usize, which: v128, leaves: v128): void {
  v128.store(mask, v128.andnot(v128.load(mask), v128.and(which, leaves)));
}

// @ts-ignore: decorator
@inline
function isRightOf(set: usize, bit: u32): u32 {
  return ~(load<u32>(set + (<usize>(bit >> 5) << 2)) >> (bit & 31)) & 1;
}

// @ts-ignore: decorator
@inline
function sidesOf(a: usize, b: usize, c: usize, d: usize): v128 {
  const sides = v128.load32_zero(a);
  return v128.load32_lane(d, v128.load32_lane(c, v128.load32_lane(b, sides, 1), 2), 3);
}

// Splits by category for eight rows, whose bits stand in the stage. For each bit the table has `stride` bytes that tell which
// splits send it right, the first in the highest bit of the first word. A split: place of its tree's masks, leaves to clear.
function quickCategories(split: usize, end: usize, bits: usize, masks: usize, table: usize, stride: usize): void {
  let a = table + load<u32>(bits) * stride;
  let b = table + load<u32>(bits, 4) * stride;
  let c = table + load<u32>(bits, 8) * stride;
  let d = table + load<u32>(bits, 12) * stride;
  let e = table + load<u32>(bits, 16) * stride;
  let f = table + load<u32>(bits, 20) * stride;
  let g = table + load<u32>(bits, 24) * stride;
  let h = table + load<u32>(bits, 28) * stride;
  for (; split < end; a += 4, b += 4, c += 4, d += 4, e += 4, f += 4, g += 4, h += 4) {
    let first = sidesOf(a, b, c, d);
    let second = sidesOf(e, f, g, h);
    const stop = min(end, split + 32 * splitBytes);
    for (; split < stop; split += splitBytes) {
      const mask = masks + load<u32>(split, 4);
      const leaves = i32x4.splat(load<i32>(split, 8));
      clear(mask, i32x4.shr_s(first, 31), leaves);
      clear(mask + 16, i32x4.shr_s(second, 31), leaves);
      first = i32x4.shl(first, 1);
      second = i32x4.shl(second, 1);
    }
  }
}

// One block of trees over eight rows at a time. An entry: offset of its column in the stage, begin and end of its splits,
// begin and end of those that send a missing value right, begin and end of those by category (a column has the ones or the others),
// and of these the table and its stride. A split: threshold f32, place of its tree's masks, leaves to clear.
export function quickScore(
  entries: usize, entriesEnd: usize, leafValues: usize, leafValuesEnd: usize, stage: usize, rowCount: u32, margins: usize,
  masks: usize,
): void {
  const masksEnd = masks + ((leafValuesEnd - leafValues) >> 3);
  for (let row: u32 = 0; row < rowCount; row += 8) {
    for (let at = masks; at < masksEnd; at += 16) v128.store(at, i32x4.splat(-1));
    for (let entry = entries; entry < entriesEnd; entry += 36) {
      const values = stage + load<u32>(entry) + (<usize>row << 2);
      const a = v128.load(values);
      const b = v128.load(values, 16);
      const most = largest(a, b);
      const end = load<u32>(entry, 8);
      for (let split: usize = load<u32>(entry, 4); split < end; split += splitBytes) {
        const threshold = load<f32>(split);
        if (!(threshold < most)) break;
        const mask = masks + load<u32>(split, 4);
        const leaves = i32x4.splat(load<i32>(split, 8));
        clear(mask, f32x4.gt(a, f32x4.splat(threshold)), leaves);
        clear(mask + 16, f32x4.gt(b, f32x4.splat(threshold)), leaves);
      }
      const noA = f32x4.ne(a, a);
      const noB = f32x4.ne(b, b);
      if (v128.any_true(v128.or(noA, noB))) {
        const missingEnd = load<u32>(entry, 16);
        for (let split: usize = load<u32>(entry, 12); split < missingEnd; split += splitBytes) {
          const mask = masks + load<u32>(split, 4);
          const leaves = i32x4.splat(load<i32>(split, 8));
          clear(mask, noA, leaves);
          clear(mask + 16, noB, leaves);
        }
      }
      const categories: usize = load<u32>(entry, 20);
      const categoriesEnd: usize = load<u32>(entry, 24);
      if (categories < categoriesEnd)
        quickCategories(categories, categoriesEnd, values, masks, load<u32>(entry, 28), load<u32>(entry, 32));
    }
    const to = margins + (<usize>row << 3);
    let m0 = load<f64>(to);
    let m1 = load<f64>(to, 8);
    let m2 = load<f64>(to, 16);
    let m3 = load<f64>(to, 24);
    let m4 = load<f64>(to, 32);
    let m5 = load<f64>(to, 40);
    let m6 = load<f64>(to, 48);
    let m7 = load<f64>(to, 56);
    let mask = masks;
    // Each tree has room for 32 leaves.
    for (let leaf = leafValues; leaf < leafValuesEnd; leaf += 256, mask += 32) {
      m0 += load<f64>(leaf + (<usize>ctz(load<u32>(mask)) << 3));
      m1 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 4)) << 3));
      m2 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 8)) << 3));
      m3 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 12)) << 3));
      m4 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 16)) << 3));
      m5 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 20)) << 3));
      m6 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 24)) << 3));
      m7 += load<f64>(leaf + (<usize>ctz(load<u32>(mask, 28)) << 3));
    }
    store<f64>(to, m0);
    store<f64>(to, m1, 8);
    store<f64>(to, m2, 16);
    store<f64>(to, m3, 24);
    store<f64>(to, m4, 32);
    store<f64>(to, m5, 40);
    store<f64>(to, m6, 48);
    store<f64>(to, m7, 56);
  }
}

// The next node of a row: threshold f32, column in the stage, place of the left child (the right one follows it), and
// whether missing values go right. A leaf is its own left child, and nothing is above its threshold.
// @ts-ignore: decorator
@inline
function next(node: usize, values: usize): usize {
  const value = load<f32>(values + load<u32>(node, 4));
  const isRight = <u32>(value > load<f32>(node)) | (<u32>(value != value) & load<u32>(node, 12));
  return <usize>load<u32>(node, 8) + (<usize>isRight << 4);
}

// The next node of a row that has no missing value.
// @ts-ignore: decorator
@inline
function nextPresent(node: usize, values: usize): usize {
  const isRight = <usize>(load<f32>(values + load<u32>(node, 4)) > load<f32>(node));
  return <usize>load<u32>(node, 8) + (isRight << 4);
}

// The next node of a row in trees that split by category too: the threshold of such a node is the address of its set.
// @ts-ignore: decorator
@inline
function nextOfAny(node: usize, values: usize): usize {
  const rule = load<u32>(node, 12);
  const at = values + load<u32>(node, 4);
  let isRight: u32;
  if (rule & 2) {
    isRight = isRightOf(load<u32>(node), load<u32>(at));
  } else {
    const value = load<f32>(at);
    isRight = <u32>(value > load<f32>(node)) | (<u32>(value != value) & rule);
  }
  return <usize>load<u32>(node, 8) + (<usize>isRight << 4);
}

function hasMissing(stage: usize, columnCount: u32, rowCount: u32): bool {
  for (let column: u32 = 0; column < columnCount; column++, stage += 1024) {
    let seen = i32x4.splat(0);
    for (let row: u32 = 0; row < rowCount; row += 4) {
      const v = v128.load(stage + (<usize>row << 2));
      seen = v128.or(seen, f32x4.ne(v, v));
    }
    if (v128.any_true(seen)) return true;
  }
  return false;
}

// Trees without a limit of leaves, eight rows side by side so that their loads overlap, three levels between two looks whether
// all have come to leaves. Node n of 16 bytes has its value, an f64, at half its distance from the first.
export function walk(
  roots: usize, treeCount: u32, nodes: usize, leafValues: usize, stage: usize, columnCount: u32, rowCount: u32,
  margins: usize, isByCategory: bool,
): void {
  if (isByCategory) walkRows(2, roots, treeCount, nodes, leafValues, stage, rowCount, margins);
  else if (hasMissing(stage, columnCount, rowCount)) walkRows(1, roots, treeCount, nodes, leafValues, stage, rowCount, margins);
  else walkRows(0, roots, treeCount, nodes, leafValues, stage, rowCount, margins);
}

// @ts-ignore: decorator
@inline
function step(kind: i32, node: usize, values: usize): usize {
  if (kind == 2) return nextOfAny(node, values);
  return kind == 1 ? next(node, values) : nextPresent(node, values);
}

// @ts-ignore: decorator
@inline
function walkRows(
  kind: i32, roots: usize, treeCount: u32, nodes: usize, leafValues: usize, stage: usize, rowCount: u32, margins: usize,
): void {
  for (let tree: u32 = 0; tree < treeCount; tree++) {
    const root: usize = load<u32>(roots + (<usize>tree << 2));
    for (let row: u32 = 0; row < rowCount; row += 8) {
      const v = stage + (<usize>row << 2);
      const to = margins + (<usize>row << 3);
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let e = root;
      let f = root;
      let g = root;
      let h = root;
      let moved: usize = 1;
      while (moved) {
        for (let level = 0; level < 2; level++) {
          a = step(kind, a, v);
          b = step(kind, b, v + 4);
          c = step(kind, c, v + 8);
          d = step(kind, d, v + 12);
          e = step(kind, e, v + 16);
          f = step(kind, f, v + 20);
          g = step(kind, g, v + 24);
          h = step(kind, h, v + 28);
        }
        const a1 = step(kind, a, v);
        const b1 = step(kind, b, v + 4);
        const c1 = step(kind, c, v + 8);
        const d1 = step(kind, d, v + 12);
        const e1 = step(kind, e, v + 16);
        const f1 = step(kind, f, v + 20);
        const g1 = step(kind, g, v + 24);
        const h1 = step(kind, h, v + 28);
        moved = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1) | (e ^ e1) | (f ^ f1) | (g ^ g1) | (h ^ h1);
        a = a1;
        b = b1;
        c = c1;
        d = d1;
        e = e1;
        f = f1;
        g = g1;
        h = h1;
      }
      store<f64>(to, load<f64>(to) + load<f64>(leafValues + ((a - nodes) >> 1)));
      store<f64>(to, load<f64>(to, 8) + load<f64>(leafValues + ((b - nodes) >> 1)), 8);
      store<f64>(to, load<f64>(to, 16) + load<f64>(leafValues + ((c - nodes) >> 1)), 16);
      store<f64>(to, load<f64>(to, 24) + load<f64>(leafValues + ((d - nodes) >> 1)), 24);
      store<f64>(to, load<f64>(to, 32) + load<f64>(leafValues + ((e - nodes) >> 1)), 32);
      store<f64>(to, load<f64>(to, 40) + load<f64>(leafValues + ((f - nodes) >> 1)), 40);
      store<f64>(to, load<f64>(to, 48) + load<f64>(leafValues + ((g - nodes) >> 1)), 48);
      store<f64>(to, load<f64>(to, 56) + load<f64>(leafValues + ((h - nodes) >> 1)), 56);
    }
  }
}

// The first row of the stage alone, eight trees side by side.
export function walkOne(
  roots: usize, treeCount: u32, nodes: usize, leafValues: usize, stage: usize, columnCount: u32, margins: usize,
  isByCategory: bool,
): void {
  let isMissing = false;
  for (let column: u32 = 0; column < columnCount; column++) {
    const value = load<f32>(stage + (<usize>column << 10));
    isMissing = isMissing || value != value;
  }
  if (isByCategory) walkTrees(2, roots, treeCount, nodes, leafValues, stage, margins);
  else if (isMissing) walkTrees(1, roots, treeCount, nodes, leafValues, stage, margins);
  else walkTrees(0, roots, treeCount, nodes, leafValues, stage, margins);
}

// @ts-ignore: decorator
@inline
function valueOf(node: usize, nodes: usize, leafValues: usize): f64 {
  return load<f64>(leafValues + ((node - nodes) >> 1));
}

// @ts-ignore: decorator
@inline
function walkTrees(
  kind: i32, roots: usize, treeCount: u32, nodes: usize, leafValues: usize, v: usize, margins: usize,
): void {
  let margin = load<f64>(margins);
  let tree: u32 = 0;
  for (; tree + 8 <= treeCount; tree += 8, roots += 32) {
    let a: usize = load<u32>(roots);
    let b: usize = load<u32>(roots, 4);
    let c: usize = load<u32>(roots, 8);
    let d: usize = load<u32>(roots, 12);
    let e: usize = load<u32>(roots, 16);
    let f: usize = load<u32>(roots, 20);
    let g: usize = load<u32>(roots, 24);
    let h: usize = load<u32>(roots, 28);
    let moved: usize = 1;
    while (moved) {
      a = step(kind, a, v);
      b = step(kind, b, v);
      c = step(kind, c, v);
      d = step(kind, d, v);
      e = step(kind, e, v);
      f = step(kind, f, v);
      g = step(kind, g, v);
      h = step(kind, h, v);
      const a1 = step(kind, a, v);
      const b1 = step(kind, b, v);
      const c1 = step(kind, c, v);
      const d1 = step(kind, d, v);
      const e1 = step(kind, e, v);
      const f1 = step(kind, f, v);
      const g1 = step(kind, g, v);
      const h1 = step(kind, h, v);
      moved = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1) | (e ^ e1) | (f ^ f1) | (g ^ g1) | (h ^ h1);
      a = a1;
      b = b1;
      c = c1;
      d = d1;
      e = e1;
      f = f1;
      g = g1;
      h = h1;
    }
    margin += valueOf(a, nodes, leafValues);
    margin += valueOf(b, nodes, leafValues);
    margin += valueOf(c, nodes, leafValues);
    margin += valueOf(d, nodes, leafValues);
    margin += valueOf(e, nodes, leafValues);
    margin += valueOf(f, nodes, leafValues);
    margin += valueOf(g, nodes, leafValues);
    margin += valueOf(h, nodes, leafValues);
  }
  for (; tree < treeCount; tree++, roots += 4) {
    let node: usize = load<u32>(roots);
    for (;;) {
      const after = step(kind, node, v);
      if (after == node) break;
      node = after;
    }
    margin += valueOf(node, nodes, leafValues);
  }
  store<f64>(margins, margin);
}
