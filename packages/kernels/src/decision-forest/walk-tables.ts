import { floatBelow } from '../math/float-below.ts';
import { type CategorySets, isCategorical } from './category-sets.ts';
import { type DecisionForest, splitRule } from './decision-forest.ts';
import { type StageColumn, stageColumnBytes } from './scoring-stage.ts';

const nodeBytes = 16;

/** All trees as the compiled walks read them: addresses of their parts. */
export interface WalkTables {
  /** Of the trees of each output, one output after the other. */
  readonly roots: readonly number[];
  readonly nodes: number;
  readonly leafValues: number;
}

/** Bytes that `placeWalkTables` needs. */
export function walkTableBytes(forest: DecisionForest): number {
  const nodeCount = forest.feature.length + forest.leafValue.length;
  return nodeCount * (nodeBytes + 8) + forest.root.length * 4;
}

/**
 * Writes trees of any size from address `nodes` on. A node: threshold f32 (or the address of its set), its column in the
 * stage, the address of its left child, behind which stands the right one, and 1 where missing values go right, 2 where it is
 * by category. A leaf is its own left child and no value
 * is above its threshold, so that a walk may go on there.
 */
export function placeWalkTables(
  memory: ArrayBufferLike,
  nodes: number,
  forest: DecisionForest,
  treesOf: readonly (readonly number[])[],
  columns: readonly StageColumn[],
  sets: CategorySets,
): WalkTables {
  const nodeCount = forest.feature.length + forest.leafValue.length;
  const leafValues = nodes + nodeCount * nodeBytes;
  const view = new DataView(memory);
  const [numeric, byCategory] = [false, true].map(
    (kind) => new Map(columns.flatMap((of, place) => (of.isByCategory === kind ? [[of.feature, place] as const] : []))),
  );
  let free = nodes;
  const place = (node: number, at: number): void => {
    if (node < 0) {
      view.setFloat32(at, Number.POSITIVE_INFINITY, true);
      view.setUint32(at + 8, at, true);
      view.setFloat64(leafValues + (at - nodes) / 2, forest.leafValue[~node] as number, true);
      return;
    }
    const children = free;
    free += 2 * nodeBytes;
    if (isCategorical(forest, node)) view.setUint32(at, sets.address[node] as number, true);
    else view.setFloat32(at, floatBelow(forest.threshold[node] as number), true);
    const column = (isCategorical(forest, node) ? byCategory : numeric)?.get(forest.feature[node] as number) ?? 0;
    view.setUint32(at + 4, column * stageColumnBytes, true);
    view.setUint32(at + 8, children, true);
    const isMissingRight = ((forest.rule[node] as number) & splitRule.missingGoesLeft) === 0;
    view.setUint32(at + 12, isCategorical(forest, node) ? 2 : isMissingRight ? 1 : 0, true);
    place(forest.left[node] as number, children);
    place(forest.right[node] as number, children + nodeBytes);
  };
  const roots: number[] = [];
  let at = leafValues + nodeCount * 8;
  for (const trees of treesOf) {
    roots.push(at);
    for (const tree of trees) {
      view.setUint32(at, free, true);
      at += 4;
      free += nodeBytes;
      place(forest.root[tree] as number, free - nodeBytes);
    }
  }
  return { roots, nodes, leafValues };
}
