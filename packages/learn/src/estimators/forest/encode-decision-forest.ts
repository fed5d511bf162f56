import type { DecisionForest } from '@tend/kernels';
import { byteWriter } from '../byte-writer.ts';

/** First word of the weights: the format and its version ("TDF2", little-endian). */
export const decisionForestMagic: number = 0x32464454;
/** Bytes of one tree, one split without its set, one leaf, one linear leaf without its terms, one term. */
export const treeBytes: number = 8;
export const splitBytes: number = 25;
export const leafBytes: number = 16;
export const linearBytes: number = 12;
export const termBytes: number = 12;

/**
 * Little-endian: magic u32, float32 u8, features u32; counted lists (u32 first): base f64; trees: root i32, output u32;
 * splits: feature u32, threshold f64, rule u8, words u32, left i32, right i32; set words u32; leaves: value f64, cover f64;
 * linear leaves (none or all): constant f64, terms u32; terms: feature u32,
 * coefficient f64; gains of the splits (none or all): f64.
 */
export function encodeDecisionForest(forest: DecisionForest): Uint8Array {
  const { base, root, feature, setStart, setWords, leafValue, linear } = forest;
  const linearCount = linear?.constant.length ?? 0;
  const termCount = linear?.feature.length ?? 0;
  const gain = forest.gain ?? new Float64Array();
  const sizeBytes =
    41 +
    base.length * 8 +
    root.length * treeBytes +
    feature.length * splitBytes +
    setWords.length * 4 +
    leafValue.length * leafBytes +
    linearCount * linearBytes +
    termCount * termBytes +
    gain.length * 8;
  const writer = byteWriter(sizeBytes);
  writer.u32(decisionForestMagic);
  writer.u8(forest.precision === 'float32' ? 1 : 0);
  writer.u32(forest.featureCount);
  writer.u32(base.length);
  for (const value of base) writer.f64(value);
  writer.u32(root.length);
  for (const [tree, node] of root.entries()) {
    writer.u32(node);
    writer.u32(forest.output[tree] as number);
  }
  writer.u32(feature.length);
  for (const [split, index] of feature.entries()) {
    writer.u32(index);
    writer.f64(forest.threshold[split] as number);
    writer.u8(forest.rule[split] as number);
    writer.u32((setStart[split + 1] as number) - (setStart[split] as number));
    writer.u32(forest.left[split] as number);
    writer.u32(forest.right[split] as number);
  }
  writer.u32(setWords.length);
  for (const word of setWords) writer.u32(word);
  writer.u32(leafValue.length);
  for (const [leaf, value] of leafValue.entries()) {
    writer.f64(value);
    writer.f64(forest.leafCover[leaf] as number);
  }
  writer.u32(linearCount);
  for (let leaf = 0; linear && leaf < linearCount; leaf++) {
    writer.f64(linear.constant[leaf] as number);
    writer.u32((linear.start[leaf + 1] as number) - (linear.start[leaf] as number));
  }
  writer.u32(termCount);
  for (let term = 0; linear && term < termCount; term++) {
    writer.u32(linear.feature[term] as number);
    writer.f64(linear.coefficient[term] as number);
  }
  writer.u32(gain.length);
  for (const value of gain) writer.f64(value);
  return writer.finish();
}
