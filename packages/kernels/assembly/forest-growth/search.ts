// The twin of src/forest-growth/node-search.ts: the best split of a node among the features whose histograms are filled.
import { below } from './random';
import {
  binBytes, classCount, goesLeft, histogramBytes, histograms, isRandom, keys, left, minRows, present, rowCounts, totals, unordered,
} from './task';
import { listPresent } from './histogram';

export const missingGoesLeft: u32 = 256;
export const bySet: u32 = 512;

export let bestScore: f64 = 0;
export let bestFeature: u32 = 0;
export let bestBin: u32 = 0;
// Whether some feature told two rows of the node apart.
export let isDivided: bool = false;
let hasTotals: bool = false;
// The place in `present` up to which the best split of the slot sends bins left; -1: the slot has none.
let bestPlace: i32 = -1;

export function beginSearch(): void {
  bestScore = -Infinity;
  isDivided = false;
  hasTotals = false;
}

// @ts-ignore: decorator
@inline
function binAt(histogram: usize, place: u32): usize {
  return histogram + <usize>load<u8>(present + place) * binBytes;
}

// Adds the sums of one bin to others.
function addBin(to: usize, bin: usize): void {
  for (let at: usize = 0; at < binBytes; at += 8) store<f64>(to + at, load<f64>(to + at) + load<f64>(bin + at));
}

// Bulk operations on a few bytes would cost a call out of the module.
// @ts-ignore: decorator
@inline
export function clearBin(bin: usize): void {
  if (classCount == 0) v128.store(bin, f64x2.splat(0));
  else for (const end = bin + binBytes; bin < end; bin += 8) store<f64>(bin, 0);
}

function sumTotals(histogram: usize, count: u32): void {
  for (let at: usize = 0; at < binBytes; at += 8) store<f64>(totals + at, load<f64>(histogram + at));
  for (let place: u32 = 0; place < count; place++) addBin(totals, binAt(histogram, place));
}

// What a split keeps of its node: the sum over its sides of (sum of w t)^2 / sum of w.
// @ts-ignore: decorator
@inline
function scoreOf(l: v128, r: v128): f64 {
  const weights = i64x2.shuffle(l, r, 0, 2);
  const sums = i64x2.shuffle(l, r, 1, 3);
  const quotients = f64x2.div(f64x2.mul(sums, sums), weights);
  return f64x2.extract_lane(quotients, 0) + f64x2.extract_lane(quotients, 1);
}

// @ts-ignore: decorator
@inline
function isAllowed(weightLeft: f64, weightRight: f64, rowsLeft: u32, rows: u32): bool {
  if (!(weightLeft > 0 && weightRight > 0)) return false;
  return minRows <= 1 || (rowsLeft >= minRows && rows - rowsLeft >= minRows);
}

// @ts-ignore: decorator
@inline
function rowsIn(slot: usize, bin: usize): u32 {
  return minRows > 1 ? load<u32>(rowCounts + (slot << 10) + (bin << 2)) : 0;
}

function take(score: f64, feature: u32, bin: u32, place: u32, isMissingLeft: bool): void {
  bestScore = score;
  bestFeature = feature;
  bestBin = bin + (isMissingLeft ? missingGoesLeft : 0);
  bestPlace = place;
}

// The last bin on the left of a split behind `place`: half way to the next bin that the node has.
// @ts-ignore: decorator
@inline
function middle(place: u32, count: u32): u32 {
  if (place + 1 == count) return 255;
  return (<u32>load<u8>(present + place) + <u32>load<u8>(present + place + 1) - 1) >> 1;
}

// Tries the splits behind the places from `first` to before `end`; `bin` >= 0 is the last bin on the left of the only one.
function searchNumbers(
  slot: usize, feature: u32, rows: u32, count: u32, first: u32, end: u32, bin: i32, hasMissing: bool,
): void {
  const histogram = histograms + slot * histogramBytes;
  const total = v128.load(totals);
  const missing = v128.load(histogram);
  const rowsMissing = rowsIn(slot, 0);
  let sum = f64x2.splat(0);
  let rowsLeft: u32 = 0;
  for (let place: u32 = 0; place < end; place++) {
    sum = f64x2.add(sum, v128.load(binAt(histogram, place)));
    rowsLeft += rowsIn(slot, load<u8>(present + place));
    if (place < first) continue;
    const rest = f64x2.sub(total, sum);
    const score = scoreOf(sum, rest);
    if (score > bestScore) {
      const weightLeft = f64x2.extract_lane(sum, 0);
      const weightRight = f64x2.extract_lane(rest, 0);
      if (isAllowed(weightLeft, weightRight, rowsLeft, rows))
        take(score, feature, bin < 0 ? middle(place, count) : bin, place, !hasMissing && weightLeft > weightRight);
    }
    if (!hasMissing || place + 1 == count) continue;
    const more = f64x2.add(sum, missing);
    const less = f64x2.sub(total, more);
    const other = scoreOf(more, less);
    if (
      other > bestScore &&
      isAllowed(f64x2.extract_lane(more, 0), f64x2.extract_lane(less, 0), rowsLeft + rowsMissing, rows)
    )
      take(other, feature, bin < 0 ? middle(place, count) : bin, place, true);
  }
}

// The score of the classes in `left`, and those of the bin `missing` where it is not 0, against the rest.
function scoreOfClasses(missing: usize): f64 {
  let squaresLeft: f64 = 0;
  let squaresRight: f64 = 0;
  for (let at: usize = 8; at < binBytes; at += 8) {
    const l = load<f64>(left + at) + (missing != 0 ? load<f64>(missing + at) : 0);
    const r = load<f64>(totals + at) - l;
    squaresLeft += l * l;
    squaresRight += r * r;
  }
  const weight = load<f64>(left) + (missing != 0 ? load<f64>(missing) : 0);
  return squaresLeft / weight + squaresRight / (load<f64>(totals) - weight);
}

function searchClasses(
  slot: usize, feature: u32, rows: u32, count: u32, first: u32, end: u32, bin: i32, hasMissing: bool,
): void {
  const histogram = histograms + slot * histogramBytes;
  const total = load<f64>(totals);
  const rowsMissing = rowsIn(slot, 0);
  clearBin(left);
  let rowsLeft: u32 = 0;
  for (let place: u32 = 0; place < end; place++) {
    addBin(left, binAt(histogram, place));
    rowsLeft += rowsIn(slot, load<u8>(present + place));
    if (place < first) continue;
    const weight = load<f64>(left);
    const score = scoreOfClasses(0);
    if (score > bestScore && isAllowed(weight, total - weight, rowsLeft, rows))
      take(score, feature, bin < 0 ? middle(place, count) : bin, place, !hasMissing && weight > total - weight);
    if (!hasMissing || place + 1 == count) continue;
    const more = weight + load<f64>(histogram);
    const other = scoreOfClasses(histogram);
    if (other > bestScore && isAllowed(more, total - more, rowsLeft + rowsMissing, rows))
      take(other, feature, bin < 0 ? middle(place, count) : bin, place, true);
  }
}

// Orders the bins of categories by their mean target, or by their share of the node's heaviest class.
function orderPresent(histogram: usize, count: u32): void {
  let heaviest: usize = 8;
  for (let at: usize = 16; at < binBytes; at += 8) if (load<f64>(totals + at) > load<f64>(totals + heaviest)) heaviest = at;
  for (let i: u32 = 0; i < count; i++) {
    const bin = load<u8>(present + i);
    const sums = histogram + <usize>bin * binBytes;
    const key = load<f64>(sums + heaviest) / load<f64>(sums);
    let to = i;
    for (; to > 0 && load<f64>(keys + (<usize>(to - 1) << 3)) > key; to--) {
      store<f64>(keys + (<usize>to << 3), load<f64>(keys + (<usize>(to - 1) << 3)));
      store<u8>(present + to, load<u8>(present + to - 1));
    }
    store<f64>(keys + (<usize>to << 3), key);
    store<u8>(present + to, bin);
  }
}

function writeSet(): void {
  memory.fill(goesLeft, 0, 256);
  for (let place: u32 = 0; place <= <u32>bestPlace; place++) store<u8>(goesLeft + load<u8>(present + place), 1);
  store<u8>(goesLeft, (bestBin & missingGoesLeft) != 0 ? 1 : 0);
  bestBin = (bestBin & missingGoesLeft) | bySet;
}

// Leaves the histogram of the slot all 0.
function clear(slot: usize, histogram: usize, count: u32): void {
  clearBin(histogram);
  for (let place: u32 = 0; place < count; place++) clearBin(binAt(histogram, place));
  if (minRows <= 1) return;
  const counts = rowCounts + (slot << 10);
  store<u32>(counts, 0);
  for (let place: u32 = 0; place < count; place++) store<u32>(counts + (<usize>load<u8>(present + place) << 2), 0);
}

export function search(slot: usize, feature: u32, rows: u32): void {
  const histogram = histograms + slot * histogramBytes;
  const count = listPresent(slot, rows);
  const hasMissing = load<f64>(histogram) != 0;
  if (!hasTotals) sumTotals(histogram, count);
  hasTotals = true;
  const ends = count + <u32>hasMissing;
  if (ends >= 2) {
    isDivided = true;
    const isUnordered = load<u8>(unordered + feature) != 0;
    if (isUnordered) orderPresent(histogram, count);
    let first: u32 = 0;
    let end = ends - 1;
    let bin: i32 = -1;
    if (isRandom && count > 1) {
      if (isUnordered) first = below(count - 1);
      else {
        const least = <u32>load<u8>(present);
        bin = least + below(<u32>load<u8>(present + count - 1) - least);
        while (<i32>load<u8>(present + first + 1) <= bin) first++;
      }
      end = first + 1;
    }
    bestPlace = -1;
    if (classCount == 0) searchNumbers(slot, feature, rows, count, first, end, bin, hasMissing);
    else searchClasses(slot, feature, rows, count, first, end, bin, hasMissing);
    if (bestPlace >= 0 && isUnordered) writeSet();
  }
  clear(slot, histogram, count);
}

// What the node keeps without a split: (sum of w t)^2 / sum of w.
export function scoreOfNode(): f64 {
  let squares: f64 = 0;
  for (let at: usize = 8; at < binBytes; at += 8) {
    const sum = load<f64>(totals + at);
    squares += sum * sum;
  }
  return squares / load<f64>(totals);
}
