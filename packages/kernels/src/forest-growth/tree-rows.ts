import type { ForestViews } from './forest-views.ts';
import type { TreeRandom } from './tree-random.ts';

/** Rows of a node: where its records stand on a side, and its rows out of the bag. */
export interface NodeRows {
  readonly side: 0 | 1;
  readonly begin: number;
  readonly count: number;
  readonly outside: number;
  readonly outsideCount: number;
}

/** Writes the records of the rows in the bag and the rows out of it: the root. Twin: assembly/forest-growth/rows.ts. */
export function drawRows(views: ForestViews, rowsDrawn: number, random: TreeRandom): NodeRows {
  const { bag, targets, weights, leafOf } = views;
  const rowCount = targets.length;
  bag.fill(rowsDrawn === 0 ? 1 : 0);
  for (let i = 0; i < rowsDrawn; i++) (bag[random(rowCount)] as number)++;
  leafOf.fill(-1);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const times = bag[row] as number;
    if (times === 0) views.outside[0][row - count] = row;
    else {
      views.recordRows[0][count * 4] = row;
      views.recordWeights[0][count * 4 + 1] = times * (weights[row] as number);
      views.recordTargets[0][count * 2 + 1] = targets[row] as number;
      count++;
    }
  }
  return { side: 0, begin: 0, count, outside: 0, outsideCount: rowCount - count };
}

/**
 * Moves the rows of a node to the other side: those of bins that go left to its beginning, the others, in reverse, to its
 * end. Gives both children.
 */
export function partRows(
  views: ForestViews,
  { side, begin, count, outside, outsideCount }: NodeRows,
  column: number,
  goesLeft: (bin: number) => boolean,
): readonly [NodeRows, NodeRows] {
  const to = side === 0 ? 1 : 0;
  const isLeft = (row: number): boolean => goesLeft(views.columns[column + row] as number);
  let left = begin;
  let right = begin + count - 1;
  for (let at = begin; at < begin + count; at++) {
    const row = views.recordRows[side][at * 4] as number;
    const place = isLeft(row) ? left++ : right--;
    views.recordRows[to][place * 4] = row;
    views.recordWeights[to][place * 4 + 1] = views.recordWeights[side][at * 4 + 1] as number;
    views.recordTargets[to][place * 2 + 1] = views.recordTargets[side][at * 2 + 1] as number;
  }
  let leftOutside = outside;
  let rightOutside = outside + outsideCount - 1;
  for (let at = outside; at < outside + outsideCount; at++) {
    const row = views.outside[side][at] as number;
    views.outside[to][isLeft(row) ? leftOutside++ : rightOutside--] = row;
  }
  return [
    { side: to, begin, count: left - begin, outside, outsideCount: leftOutside - outside },
    {
      side: to,
      begin: left,
      count: begin + count - left,
      outside: leftOutside,
      outsideCount: outside + outsideCount - leftOutside,
    },
  ];
}
