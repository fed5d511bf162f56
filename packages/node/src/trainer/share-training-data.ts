import type { TrainingData } from '@tend/learn';
import { sharedBytes } from '../threads/shared-bytes.ts';

/** Shared copies by the array they were made from; they go when the array goes. */
const copies = new WeakMap<Float32Array | Float64Array, Float32Array | Float64Array>();

/**
 * The same training data over shared memory, so that no worker gets a copy. Each array is copied at most once, however
 * many tasks hold it: a search fits one matrix dozens of times.
 */
export function shareTrainingData(data: TrainingData): TrainingData {
  return {
    x: { ...data.x, values: shareFloat32(data.x.values) },
    y: shareFloat64(data.y),
    ...(data.weight === undefined ? {} : { weight: shareFloat64(data.weight) }),
  };
}

function shareFloat32(values: Float32Array): Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const known = copies.get(values);
  if (known instanceof Float32Array) return known;
  const shared = new Float32Array(sharedBytes(values));
  copies.set(values, shared);
  return shared;
}

function shareFloat64(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const known = copies.get(values);
  if (known instanceof Float64Array) return known;
  const shared = new Float64Array(sharedBytes(values));
  copies.set(values, shared);
  return shared;
}
