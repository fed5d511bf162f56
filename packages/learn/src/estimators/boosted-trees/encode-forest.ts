import type { Forest } from '@tend/kernels';
import { byteWriter } from '../byte-writer.ts';

/** First word of the weights: the format and its version ("TBT1", little-endian). */
export const forestMagic: number = 0x31544254;
/** Bytes of one tree's header, one split and one leaf. */
export const treeBytes: number = 4;
export const splitBytes: number = 13;
export const leafBytes: number = 12;

/**
 * Little-endian: magic u32, features u32, base f64, trees u32; a tree: splits u32; its splits: feature u32, threshold f32,
 * missingLeft u8, left i16, right i16 (index of a split, or ~index of a leaf, within the tree); its splits + 1 leaves:
 * value f64, rows u32.
 */
export function encodeForest(forest: Forest): Uint8Array {
  const treeCount = forest.splitStart.length - 1;
  const leafCount = forest.leafValue.length;
  const writer = byteWriter(20 + treeCount * treeBytes + forest.feature.length * splitBytes + leafCount * leafBytes);
  writer.u32(forestMagic);
  writer.u32(forest.featureCount);
  writer.f64(forest.base);
  writer.u32(treeCount);
  for (let tree = 0; tree < treeCount; tree++) {
    const firstSplit = forest.splitStart[tree] as number;
    const endSplit = forest.splitStart[tree + 1] as number;
    const firstLeaf = forest.leafStart[tree] as number;
    const local = (child: number): number => (child < 0 ? ~(~child - firstLeaf) : child - firstSplit);
    writer.u32(endSplit - firstSplit);
    for (let i = firstSplit; i < endSplit; i++) {
      writer.u32(forest.feature[i] as number);
      writer.f32(forest.threshold[i] as number);
      writer.u8(forest.missingLeft[i] as number);
      writer.i16(local(forest.left[i] as number));
      writer.i16(local(forest.right[i] as number));
    }
    for (let leaf = firstLeaf; leaf < (forest.leafStart[tree + 1] as number); leaf++) {
      writer.f64(forest.leafValue[leaf] as number);
      writer.u32(forest.leafRows[leaf] as number);
    }
  }
  return writer.finish();
}
