import type { Forest } from './forest.ts';
import { stageColumnBytes } from './scoring-stage.ts';

const nodeBytes = 16;

/** All trees as the compiled walks read them: addresses of their parts. */
export interface WalkTables {
  readonly roots: number;
  readonly nodes: number;
  readonly leafValues: number;
}

/** Bytes that `placeWalkTables` needs. */
export function walkTableBytes(forest: Forest): number {
  const nodeCount = forest.feature.length + forest.leafValue.length;
  return nodeCount * (nodeBytes + 8) + (forest.splitStart.length - 1) * 4;
}

/**
 * Writes trees of any size from address `nodes` on. A node: threshold f32, its column in the stage, the address of its left
 * child, behind which stands the right one, and whether missing values go right. A leaf is its own left child and no value
 * is above its threshold, so that a walk may go on there.
 */
export function placeWalkTables(
  memory: ArrayBufferLike,
  nodes: number,
  forest: Forest,
  used: readonly number[],
): WalkTables {
  const nodeCount = forest.feature.length + forest.leafValue.length;
  const leafValues = nodes + nodeCount * nodeBytes;
  const roots = leafValues + nodeCount * 8;
  const view = new DataView(memory);
  const columns = new Map(used.map((feature, column) => [feature, column * stageColumnBytes]));
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
    view.setFloat32(at, forest.threshold[node] as number, true);
    view.setUint32(at + 4, columns.get(forest.feature[node] as number) ?? 0, true);
    view.setUint32(at + 8, children, true);
    view.setUint32(at + 12, forest.missingLeft[node] === 1 ? 0 : 1, true);
    place(forest.left[node] as number, children);
    place(forest.right[node] as number, children + nodeBytes);
  };
  for (let tree = 0; tree + 1 < forest.splitStart.length; tree++) {
    const root = free;
    free += nodeBytes;
    view.setUint32(roots + tree * 4, root, true);
    place(forest.splitStart[tree] as number, root);
  }
  return { roots, nodes, leafValues };
}
