import type { FittedManifest } from '../../estimator.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { byteReader } from '../byte-reader.ts';
import { byteWriter } from '../byte-writer.ts';
import { outcomeOf } from '../outcome.ts';

/** Margins that are linear in the features. */
export interface LinearModel {
  /** One an output. */
  readonly intercepts: Float64Array;
  /** coefficients[output * features + f] */
  readonly coefficients: Float64Array;
  /** Weighted training means: explanations measure each feature from its mean. */
  readonly means: Float64Array;
}

/** The number of features (u32), then intercepts, coefficients and means (f64). */
export function encodeLinear({ intercepts, coefficients, means }: LinearModel): Uint8Array {
  const writer = byteWriter(4 + 8 * (intercepts.length + coefficients.length + means.length));
  writer.u32(means.length);
  for (const values of [intercepts, coefficients, means]) for (const value of values) writer.f64(value);
  return writer.finish();
}

/** The model in `weights`, which may come from anywhere; `MalformedModel` for whatever `encodeLinear` cannot have written. */
export function decodeLinear(manifest: FittedManifest, weights: Uint8Array): LinearModel {
  const what = `${manifest.estimator} weights`;
  const reader = byteReader(weights, what);
  const { outputs } = outcomeOf(manifest);
  const count = reader.count(8 * (outputs + 1));
  if (count !== manifest.features.length)
    throw new MalformedModel(what, `coefficients of ${manifest.features.length} features`, String(count));
  const size = 4 + 8 * (outputs + (outputs + 1) * count);
  if (weights.length !== size) throw new MalformedModel(what, `${size} bytes`, String(weights.length));
  const finite = (): number => {
    const value = reader.f64();
    if (!Number.isFinite(value)) throw new MalformedModel(what, 'finite numbers', String(value));
    return value;
  };
  const take = (length: number): Float64Array => Float64Array.from({ length }, finite);
  return { intercepts: take(outputs), coefficients: take(outputs * count), means: take(count) };
}
