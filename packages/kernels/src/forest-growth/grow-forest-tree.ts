import type { ForestKernels, ForestLimits } from './forest-kernels.ts';
import { binWidth, deepest } from './forest-layout.ts';
import type { ForestViews } from './forest-views.ts';
import { bySet, findNodeSplit, missingGoesLeft } from './node-search.ts';
import { treeRandom } from './tree-random.ts';
import { drawRows, type NodeRows, partRows } from './tree-rows.ts';

interface WaitingNode {
  readonly rows: NodeRows;
  readonly depth: number;
  readonly children: Int32Array;
  readonly parent: number;
}

/** Grows one tree depth first, left children first: the plain form of `ForestKernels.growTree`. Twin: assembly/forest-growth/grow.ts. */
export function growForestTree(
  views: ForestViews,
  classCount: number,
  words: Parameters<ForestKernels['growTree']>[0],
  limits: ForestLimits,
): number {
  const random = treeRandom(words);
  const rows = drawRows(views, limits.rowsDrawn, random);
  for (let f = 0; f < views.drawn.length; f++) views.drawn[f] = f;
  const { feature, bin, gain, leftChild, rightChild } = views;
  const rowCount = views.targets.length;
  const maxDepth = Math.min(limits.maxDepth, deepest);
  let splits = 0;
  let leaves = 0;
  const waiting: WaitingNode[] = [{ rows, depth: 0, children: leftChild, parent: -1 }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const isOpen = node.rows.count >= Math.max(2, 2 * limits.minRowsInLeaf) && node.depth < maxDepth;
    const split =
      isOpen && !isPure(views, node.rows) ? findNodeSplit(views, node.rows, classCount, limits, random) : undefined;
    if (node.parent >= 0) node.children[node.parent] = split === undefined ? ~leaves : splits;
    if (split === undefined) {
      writeLeaf(views, node.rows, leaves++, classCount);
      continue;
    }
    feature[splits] = split.feature;
    bin[splits] = split.bin;
    gain[splits] = split.gain;
    if (split.bin >= bySet) writeSet(views, splits);
    const [left, right] = partRows(views, node.rows, split.feature * rowCount, sideOf(views, split.bin));
    const depth = node.depth + 1;
    waiting.push({ rows: right, depth, children: rightChild, parent: splits });
    waiting.push({ rows: left, depth, children: leftChild, parent: splits });
    splits++;
  }
  return splits;
}

function isPure({ recordTargets }: ForestViews, { side, begin, count }: NodeRows): boolean {
  const targets = recordTargets[side];
  for (let at = begin + 1; at < begin + count; at++) if (targets[at * 2 + 1] !== targets[begin * 2 + 1]) return false;
  return true;
}

function sideOf({ goesLeft }: ForestViews, split: number): (bin: number) => boolean {
  if (split >= bySet) return (bin) => goesLeft[bin] === 1;
  const last = split & 255;
  const isMissingLeft = split >= missingGoesLeft;
  return (bin) => (bin === 0 ? isMissingLeft : bin <= last);
}

function writeSet({ sets, goesLeft }: ForestViews, split: number): void {
  const words = sets.subarray(split * 8, split * 8 + 8).fill(0);
  for (let bin = 1; bin < 256; bin++) (words[bin >> 5] as number) |= (goesLeft[bin] as number) << (bin & 31);
}

function writeLeaf(views: ForestViews, rows: NodeRows, leaf: number, classCount: number): void {
  const { side, begin, count, outside, outsideCount } = rows;
  const width = binWidth(classCount);
  const sums = views.leaves.subarray(leaf * width, (leaf + 1) * width).fill(0);
  for (let at = begin; at < begin + count; at++) {
    const weight = views.recordWeights[side][at * 4 + 1] as number;
    const target = views.recordTargets[side][at * 2 + 1] as number;
    (sums[0] as number) += weight;
    if (classCount === 0) (sums[1] as number) += weight * target;
    else (sums[1 + target] as number) += weight;
  }
  for (let at = outside; at < outside + outsideCount; at++) views.leafOf[views.outside[side][at] as number] = leaf;
}
