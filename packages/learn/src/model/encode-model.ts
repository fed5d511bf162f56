import { canonicalJson, encodeUtf8 } from '@tend/table';
import type { Model } from './model.ts';

/** "TENDMDL" and the format's number. */
export const modelMagic: readonly number[] = [0x54, 0x45, 0x4e, 0x44, 0x4d, 0x44, 0x4c, 1];
/** The magic, then two little-endian uint32: bytes of the manifest, bytes of the weights. */
export const modelHeaderBytes = 16;

/** The bytes whose digest names a model: a header, the manifest as canonical JSON in UTF-8, the weights. */
export function encodeModel(model: Model): Uint8Array {
  const manifest = encodeUtf8(canonicalJson(model.manifest));
  const bytes = new Uint8Array(modelHeaderBytes + manifest.length + model.weights.length);
  bytes.set(modelMagic, 0);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, manifest.length, true);
  view.setUint32(12, model.weights.length, true);
  bytes.set(manifest, modelHeaderBytes);
  bytes.set(model.weights, modelHeaderBytes + manifest.length);
  return bytes;
}
