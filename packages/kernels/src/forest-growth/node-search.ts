import type { ForestLimits } from './forest-kernels.ts';
import type { ForestViews } from './forest-views.ts';
import { fillHistogram, listPresent } from './node-histogram.ts';
import type { TreeRandom } from './tree-random.ts';
import type { NodeRows } from './tree-rows.ts';

/** Bits of a split beside its last bin on the left. */
export const missingGoesLeft: number = 256;
export const bySet: number = 512;

/** The best split of a node so far. Where it is by a set, `goesLeft` of the views holds the set. */
export interface NodeSplit {
  /** Sum over the sides of (sum of w t)^2 / sum of w. */
  score: number;
  feature: number;
  bin: number;
}

/** The places in the list of bins behind which a split is tried; `bin` >= 0 is the last bin on the left of the only one. */
interface Places {
  readonly count: number;
  readonly first: number;
  readonly end: number;
  readonly bin: number;
  readonly hasMissing: boolean;
}

/**
 * The best split of a node that the limits allow, and what it gains; undefined where there is none. Features are drawn without
 * repetition until enough are tried and one of them could part the rows. Twin: assembly/forest-growth/search.ts.
 */
export function findNodeSplit(
  views: ForestViews,
  node: NodeRows,
  classCount: number,
  limits: ForestLimits,
  random: TreeRandom,
): { readonly feature: number; readonly bin: number; readonly gain: number } | undefined {
  const { drawn, unordered } = views;
  const rowCount = views.targets.length;
  const best: NodeSplit = { score: Number.NEGATIVE_INFINITY, feature: 0, bin: 0 };
  let isDivided = false;
  let tried = 0;
  while (tried < drawn.length && (tried < limits.featuresDrawn || !isDivided)) {
    // As many as the compiled kernel takes at once: their draws come before those of thresholds.
    const count = tried < limits.featuresDrawn ? Math.min(4, limits.featuresDrawn - tried) : 1;
    for (let i = tried; i < tried + count; i++) {
      const from = i + random(drawn.length - i);
      const taken = drawn[from] as number;
      drawn[from] = drawn[i] as number;
      drawn[i] = taken;
    }
    for (let slot = 0; slot < count; slot++) {
      const feature = drawn[tried + slot] as number;
      fillHistogram(views, node, slot, feature * rowCount, classCount);
      if (tried + slot === 0) sumTotals(views, listPresent(views, slot));
      const isOrdered = unordered[feature] === 0;
      isDivided = searchSlot(views, node, slot, feature, isOrdered, classCount, limits, random, best) || isDivided;
    }
    tried += count;
  }
  if (best.score === Number.NEGATIVE_INFINITY) return undefined;
  const gain = best.score - nodeScore(views.totals);
  return gain >= limits.minGain ? { feature: best.feature, bin: best.bin, gain } : undefined;
}

/** Sums of the whole node, from the histogram in slot 0. */
function sumTotals({ histograms, present, totals }: ForestViews, count: number): void {
  const width = totals.length;
  totals.set(histograms.subarray(0, width));
  for (let place = 0; place < count; place++)
    for (let i = 0; i < width; i++)
      (totals[i] as number) += histograms[(present[place] as number) * width + i] as number;
}

function nodeScore(totals: Float64Array): number {
  let squares = 0;
  for (let i = 1; i < totals.length; i++) squares += (totals[i] as number) * (totals[i] as number);
  return squares / (totals[0] as number);
}

/** Searches one slot and leaves its histogram all 0; whether its feature tells two rows apart. */
function searchSlot(
  views: ForestViews,
  node: NodeRows,
  slot: number,
  feature: number,
  isOrdered: boolean,
  classCount: number,
  limits: ForestLimits,
  random: TreeRandom,
  best: NodeSplit,
): boolean {
  const { histograms, rowCounts, present, goesLeft } = views;
  const width = views.totals.length;
  const histogram = histograms.subarray(slot * 256 * width, (slot + 1) * 256 * width);
  const counts = rowCounts.subarray(slot * 256, (slot + 1) * 256);
  const count = listPresent(views, slot);
  const hasMissing = histogram[0] !== 0;
  const isDivided = count + (hasMissing ? 1 : 0) >= 2;
  if (isDivided) {
    if (!isOrdered) orderPresent(views, histogram, count);
    const places = limits.hasRandomThresholds
      ? randomPlace(present, count, isOrdered, hasMissing, random)
      : { count, first: 0, end: hasMissing ? count : count - 1, bin: -1, hasMissing };
    const place = tryPlaces(views, node, histogram, counts, feature, classCount, limits, places, best);
    if (place >= 0 && !isOrdered) {
      goesLeft.fill(0);
      for (let i = 0; i <= place; i++) goesLeft[present[i] as number] = 1;
      goesLeft[0] = best.bin >= missingGoesLeft ? 1 : 0;
      best.bin = (best.bin & missingGoesLeft) | bySet;
    }
  }
  histogram.fill(0);
  counts.fill(0);
  return isDivided;
}

function randomPlace(
  present: Uint8Array,
  count: number,
  isOrdered: boolean,
  hasMissing: boolean,
  random: TreeRandom,
): Places {
  if (count === 1) return { count, first: 0, end: 1, bin: -1, hasMissing };
  if (!isOrdered) {
    const first = random(count - 1);
    return { count, first, end: first + 1, bin: -1, hasMissing };
  }
  const least = present[0] as number;
  const bin = least + random((present[count - 1] as number) - least);
  let first = 0;
  while ((present[first + 1] as number) <= bin) first++;
  return { count, first, end: first + 1, bin, hasMissing };
}

/** Tries each place, missing values to either side; the place of a split that is better than any before, or -1. */
function tryPlaces(
  views: ForestViews,
  node: NodeRows,
  histogram: Float64Array,
  counts: Uint32Array,
  feature: number,
  classCount: number,
  { minRowsInLeaf }: ForestLimits,
  { count, first, end, bin, hasMissing }: Places,
  best: NodeSplit,
): number {
  const { present, totals, left } = views;
  const width = totals.length;
  const score = classCount === 0 ? scoreOfNumbers : scoreOfClasses;
  let bestPlace = -1;
  let rowsLeft = 0;
  const attempt = (place: number, missing: number, rows: number): void => {
    const weightLeft = (left[0] as number) + missing * (histogram[0] as number);
    const weightRight = (totals[0] as number) - weightLeft;
    const came = score(totals, left, histogram, missing);
    if (!(came > best.score && weightLeft > 0 && weightRight > 0)) return;
    if (rows < minRowsInLeaf || node.count - rows < minRowsInLeaf) return;
    const isMissingLeft = hasMissing ? missing === 1 : weightLeft > weightRight;
    best.score = came;
    best.feature = feature;
    best.bin = (bin < 0 ? middle(present, place, count) : bin) + (isMissingLeft ? missingGoesLeft : 0);
    bestPlace = place;
  };
  left.fill(0);
  for (let place = 0; place < end; place++) {
    const at = present[place] as number;
    for (let i = 0; i < width; i++) (left[i] as number) += histogram[at * width + i] as number;
    rowsLeft += counts[at] as number;
    if (place < first) continue;
    attempt(place, 0, rowsLeft);
    if (hasMissing && place + 1 < count) attempt(place, 1, rowsLeft + (counts[0] as number));
  }
  return bestPlace;
}

/** The last bin on the left of a split behind `place`: half way to the next bin that the node has. */
function middle(present: Uint8Array, place: number, count: number): number {
  if (place + 1 === count) return 255;
  return ((present[place] as number) + (present[place + 1] as number) - 1) >> 1;
}

function scoreOfNumbers(total: Float64Array, left: Float64Array, bins: Float64Array, missing: number): number {
  const weight = (left[0] as number) + missing * (bins[0] as number);
  const sum = (left[1] as number) + missing * (bins[1] as number);
  const rest = (total[1] as number) - sum;
  return (sum * sum) / weight + (rest * rest) / ((total[0] as number) - weight);
}

function scoreOfClasses(total: Float64Array, left: Float64Array, bins: Float64Array, missing: number): number {
  let squaresLeft = 0;
  let squaresRight = 0;
  for (let i = 1; i < total.length; i++) {
    const l = (left[i] as number) + missing * (bins[i] as number);
    const r = (total[i] as number) - l;
    squaresLeft += l * l;
    squaresRight += r * r;
  }
  const weight = (left[0] as number) + missing * (bins[0] as number);
  return squaresLeft / weight + squaresRight / ((total[0] as number) - weight);
}

/** Orders the bins of categories by their mean target, or by their share of the node's heaviest class. */
function orderPresent({ present, keys, totals }: ForestViews, histogram: Float64Array, count: number): void {
  const width = totals.length;
  let heaviest = 1;
  for (let i = 2; i < width; i++) if ((totals[i] as number) > (totals[heaviest] as number)) heaviest = i;
  for (let i = 0; i < count; i++) {
    const bin = present[i] as number;
    const key = (histogram[bin * width + heaviest] as number) / (histogram[bin * width] as number);
    let to = i;
    for (; to > 0 && (keys[to - 1] as number) > key; to--) {
      keys[to] = keys[to - 1] as number;
      present[to] = present[to - 1] as number;
    }
    keys[to] = key;
    present[to] = bin;
  }
}
