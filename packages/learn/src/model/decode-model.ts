import { canonicalJson, decodeUtf8 } from '@tend/table';
import { MalformedModel } from '../malformed-model.ts';
import { modelHeaderBytes, modelMagic } from './encode-model.ts';
import type { Model } from './model.ts';
import { parseModelManifest } from './parse-model-manifest.ts';

/** The model of bytes that `encodeModel` made; MalformedModel for any others, also for the same content written otherwise. */
export function decodeModel(bytes: Uint8Array): Model {
  if (bytes.length < modelHeaderBytes)
    throw new MalformedModel('model', `at least ${modelHeaderBytes} bytes`, `${bytes.length}`);
  if (modelMagic.some((byte, index) => bytes[index] !== byte))
    throw new MalformedModel('model', 'the first 8 bytes of a Tend model, format 1', 'others');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const manifestEnd = modelHeaderBytes + view.getUint32(8, true);
  const end = manifestEnd + view.getUint32(12, true);
  if (end !== bytes.length) throw new MalformedModel('model', `${end} bytes, as its header says`, `${bytes.length}`);
  const json = parseCanonical(bytes.subarray(modelHeaderBytes, manifestEnd));
  // A copy: the weights are read as float64 in places, and a view into the file need not be aligned.
  return { manifest: parseModelManifest(json), weights: bytes.slice(manifestEnd) };
}

function parseCanonical(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new MalformedModel('manifest', 'UTF-8', 'other bytes');
  const json = parseJson(text);
  // One content, one spelling: otherwise two digests could name the same model.
  if (canonicalJson(json) !== text)
    throw new MalformedModel('manifest', 'canonical JSON (RFC 8785)', 'another spelling');
  return json;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MalformedModel('manifest', 'JSON', error instanceof Error ? error.message : String(error));
  }
}
