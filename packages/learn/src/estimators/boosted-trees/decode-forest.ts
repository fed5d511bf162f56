import type { Forest } from '@tend/kernels';
import { MalformedModel } from '../../malformed-model.ts';
import { type ByteReader, byteReader } from '../byte-reader.ts';
import { forestMagic, leafBytes, splitBytes, treeBytes } from './encode-forest.ts';
import { type FlatTree, forestOf } from './flatten-tree.ts';

/** Deeper trees are never made, and would exhaust the stack of explanations. */
const maxSplits = 255;

/** The forest in `weights`, which may come from anywhere; `MalformedModel` for whatever `encodeForest` cannot have written. */
export function decodeForest(weights: Uint8Array, featureCount: number): Forest {
  const reader = byteReader(weights, 'tree weights');
  const magic = reader.u32();
  if (magic !== forestMagic) throw new MalformedModel('tree weights', `magic ${forestMagic}`, String(magic));
  const features = reader.u32();
  if (features !== featureCount)
    throw new MalformedModel('tree weights', `${featureCount} features as in the manifest`, String(features));
  const base = finite(reader.f64(), 'base');
  const treeCount = reader.count(treeBytes + splitBytes + 2 * leafBytes);
  const trees: FlatTree[] = [];
  for (let tree = 0; tree < treeCount; tree++) trees.push(decodeTree(reader, featureCount, `tree ${tree}`));
  reader.finish();
  return forestOf(trees, base, featureCount);
}

function decodeTree(reader: ByteReader, featureCount: number, what: string): FlatTree {
  const splitCount = reader.count(splitBytes + leafBytes);
  if (splitCount < 1 || splitCount > maxSplits)
    throw new MalformedModel(what, `1 to ${maxSplits} splits`, String(splitCount));
  const tree = {
    feature: [] as number[],
    threshold: [] as number[],
    missingLeft: [] as number[],
    left: [] as number[],
    right: [] as number[],
    leafValue: [] as number[],
    leafRows: [] as number[],
  };
  for (let i = 0; i < splitCount; i++) {
    const where = `${what}, split ${i}`;
    tree.feature.push(within(reader.u32(), featureCount - 1, `${where}, feature`));
    const threshold = reader.f32();
    if (Number.isNaN(threshold)) throw new MalformedModel(`${where}, threshold`, 'a number', 'NaN');
    tree.threshold.push(threshold);
    tree.missingLeft.push(within(reader.u8(), 1, `${where}, missingLeft`));
    tree.left.push(reader.i16());
    tree.right.push(reader.i16());
  }
  checkChildren(tree.left, tree.right, what);
  for (let leaf = 0; leaf <= splitCount; leaf++) {
    tree.leafValue.push(finite(reader.f64(), `${what}, value of leaf ${leaf}`));
    const rows = reader.u32();
    if (rows === 0) throw new MalformedModel(`${what}, rows of leaf ${leaf}`, 'at least 1', '0');
    tree.leafRows.push(rows);
  }
  return tree;
}

/** Every split but the root, and every leaf, is the child of exactly one split before it: no cycle, nothing shared. */
function checkChildren(left: readonly number[], right: readonly number[], what: string): void {
  const splitCount = left.length;
  const seen = new Set<number>();
  for (let i = 0; i < splitCount; i++)
    for (const child of [left[i] as number, right[i] as number]) {
      const isValid = child < 0 ? ~child <= splitCount : child > i && child < splitCount;
      if (!isValid)
        throw new MalformedModel(`${what}, split ${i}, child`, 'a later split or a leaf of the tree', String(child));
      if (seen.has(child)) throw new MalformedModel(`${what}, split ${i}, child`, 'a node of its own', String(child));
      seen.add(child);
    }
}

function within(value: number, most: number, what: string): number {
  if (value > most) throw new MalformedModel(what, `0 to ${most}`, String(value));
  return value;
}

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new MalformedModel(what, 'a finite number', String(value));
  return value;
}
