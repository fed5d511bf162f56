// The twin of src/forest-growth/grow-forest-tree.ts: one tree, depth first.
import { fill, pairOf } from './histogram';
import { below, seed } from './random';
import { drawRows, partOutside, partOutsideBySet, partRecords, partRecordsBySet } from './rows';
import {
  beginSearch, bestBin, bestFeature, bestScore, bySet, clearBin, isDivided, missingGoesLeft, scoreOfNode, search,
} from './search';
import {
  bin, binBytes, classCount, columnOf, drawn, feature, featureCount, featuresDrawn, gain, goesLeft, leafOf, leaves, leftChild, maxDepth,
  minGain, minRows, outside0, outside1, readTask, records0, records1, rightChild, rowCount, sets, waiting,
} from './task';

const slots: u32 = 4;

function isPure(records: usize, rows: u32): bool {
  const target = load<f64>(records, 8);
  for (const end = records + (<usize>rows << 4); records < end; records += 16)
    if (load<f64>(records, 8) != target) return false;
  return true;
}

// Draws features, without repetition, until enough are tried and one of them could part the rows.
function findSplit(records: usize, rows: u32): bool {
  beginSearch();
  let tried: u32 = 0;
  while (tried < featureCount && (tried < featuresDrawn || !isDivided)) {
    const count = tried < featuresDrawn ? min(slots, featuresDrawn - tried) : 1;
    const features = drawn + (<usize>tried << 2);
    for (let i: u32 = 0; i < count; i++) {
      const at = features + (<usize>i << 2);
      const from = at + (<usize>below(featureCount - tried - i) << 2);
      const taken = load<u32>(from);
      store<u32>(from, load<u32>(at));
      store<u32>(at, taken);
    }
    fill(features, count, records, rows);
    for (let slot: u32 = 0; slot < count; slot++) search(slot, load<u32>(features + (<usize>slot << 2)), rows);
    tried += count;
  }
  return bestScore > -Infinity && bestScore - scoreOfNode() >= minGain;
}

function writeLeaf(leaf: u32, records: usize, rows: u32, outside: usize, outsideRows: u32): void {
  const sums = leaves + <usize>leaf * binBytes;
  clearBin(sums);
  const end = records + (<usize>rows << 4);
  if (classCount == 0)
    for (; records < end; records += 16) v128.store(sums, f64x2.add(v128.load(sums), pairOf(records)));
  else
    for (; records < end; records += 16) {
      const weight = <f64>load<f32>(records, 4);
      const own = sums + 8 + ((<usize>load<f64>(records, 8)) << 3);
      store<f64>(sums, load<f64>(sums) + weight);
      store<f64>(own, load<f64>(own) + weight);
    }
  for (const last = outside + (<usize>outsideRows << 2); outside < last; outside += 4)
    store<u32>(leafOf + (<usize>load<u32>(outside) << 2), leaf);
}

function writeSplit(split: u32): void {
  const at = <usize>split << 2;
  store<u32>(feature + at, bestFeature);
  store<u32>(bin + at, bestBin);
  store<f64>(gain + (at << 1), bestScore - scoreOfNode());
  if ((bestBin & bySet) == 0) return;
  const words = sets + (<usize>split << 5);
  memory.fill(words, 0, 32);
  for (let b: u32 = 1; b < 256; b++) {
    const word = words + (<usize>(b >> 5) << 2);
    store<u32>(word, load<u32>(word) | (<u32>load<u8>(goesLeft + b) << (b & 31)));
  }
}

function wait(
  top: usize, begin: u32, rows: u32, outside: u32, outsideRows: u32, side: u32, depth: u32, parent: i32, isRight: u32,
): usize {
  store<u32>(top, begin);
  store<u32>(top, rows, 4);
  store<u32>(top, outside, 8);
  store<u32>(top, outsideRows, 12);
  store<u32>(top, side, 16);
  store<u32>(top, depth, 20);
  store<i32>(top, parent, 24);
  store<u32>(top, isRight, 28);
  return top + 32;
}

export function growTree(task: usize, a: u32, b: u32, c: u32, d: u32): u32 {
  readTask(task);
  seed(a, b, c, d);
  const bagRows = drawRows();
  for (let f: u32 = 0; f < featureCount; f++) store<u32>(drawn + (<usize>f << 2), f);
  let splitCount: u32 = 0;
  let leafCount: u32 = 0;
  let top = wait(waiting, 0, bagRows, 0, rowCount - bagRows, 0, 0, -1, 0);
  while (top > waiting) {
    top -= 32;
    const begin = load<u32>(top);
    const rows = load<u32>(top, 4);
    const outside = load<u32>(top, 8);
    const outsideRows = load<u32>(top, 12);
    const side = load<u32>(top, 16);
    const depth = load<u32>(top, 20);
    const parent = load<i32>(top, 24);
    const isRight = load<u32>(top, 28);
    const records = (side == 0 ? records0 : records1) + (<usize>begin << 4);
    const others = (side == 0 ? outside0 : outside1) + (<usize>outside << 2);
    const isSplit = rows >= 2 * minRows && rows > 1 && depth < maxDepth && !isPure(records, rows) && findSplit(records, rows);
    if (parent >= 0)
      store<i32>((isRight ? rightChild : leftChild) + (<usize>parent << 2), isSplit ? splitCount : ~leafCount);
    if (!isSplit) {
      writeLeaf(leafCount++, records, rows, others, outsideRows);
      continue;
    }
    writeSplit(splitCount);
    const column = columnOf(bestFeature);
    const to = (side == 0 ? records1 : records0) + (<usize>begin << 4);
    const othersTo = (side == 0 ? outside1 : outside0) + (<usize>outside << 2);
    let leftRows: u32 = 0;
    let leftOutside: u32 = 0;
    if ((bestBin & bySet) != 0) {
      leftRows = partRecordsBySet(records, to, rows, column, goesLeft);
      leftOutside = partOutsideBySet(others, othersTo, outsideRows, column, goesLeft);
    } else {
      const shift: u32 = (bestBin & missingGoesLeft) != 0 ? 0 : 1;
      const last = (bestBin & 255) - shift;
      leftRows = partRecords(records, to, rows, column, shift, last);
      leftOutside = partOutside(others, othersTo, outsideRows, column, shift, last);
    }
    const split = splitCount++;
    const other = 1 - side;
    top = wait(top, begin + leftRows, rows - leftRows, outside + leftOutside, outsideRows - leftOutside, other, depth + 1, split, 1);
    top = wait(top, begin, leftRows, outside, leftOutside, other, depth + 1, split, 0);
  }
  return splitCount;
}
