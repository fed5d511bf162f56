import type { FeatureBins, Team } from '@tend/kernels';
import { type BinSearch, binFinder } from './feature-bins.ts';

/** A search for the bins of all features as plain data, so that it reaches every thread. */
export interface BinSearchTask extends BinSearch {
  readonly featureCount: number;
  readonly found: FoundBins;
}

/** What the threads found, in memory that they share. */
export interface FoundBins {
  /** Bounds of a feature, and its share of values that are not 0. */
  readonly facts: Float64Array;
  /** `stride` a feature. */
  readonly bounds: Float32Array;
  readonly stride: number;
}

/** Room for what is found of `featureCount` features of at most `bins` bins, in memory that threads share. */
export function foundBins(featureCount: number, bins: number, isShared: boolean): FoundBins {
  const bytes = (size: number): ArrayBufferLike => (isShared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
  return {
    facts: new Float64Array(bytes(featureCount * 16)),
    bounds: new Float32Array(bytes(featureCount * bins * 4)),
    stride: bins,
  };
}

/** Each thread finds the bins of every `team.size`th feature. */
export function binSearchProgram(task: BinSearchTask, team: Team): void {
  const { facts, bounds, stride } = task.found;
  const find = binFinder(task);
  for (let feature = team.rank; feature < task.featureCount; feature += team.size) {
    const found = find(feature);
    facts.set([found.bounds.length, found.nonzeroShare], 2 * feature);
    bounds.set(found.bounds, feature * stride);
  }
}

/** The bins of all features, once every thread has done. */
export function readFoundBins({ facts, bounds, stride }: FoundBins): readonly FeatureBins[] {
  return Array.from({ length: facts.length / 2 }, (_, feature) => ({
    bounds: bounds.slice(feature * stride, feature * stride + (facts[2 * feature] as number)),
    nonzeroShare: facts[2 * feature + 1] as number,
  }));
}
