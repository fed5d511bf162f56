import type { BenchSet } from './bench-set.ts';
import { readRealSet } from './read-real-set.ts';
import { realSets } from './real-sets.ts';
import { type SyntheticShape, synthetic } from './synthetic.ts';

const big = { trainRows: 1_000_000, testRows: 200_000, columnCount: 28 };
const mid = { trainRows: 100_000, testRows: 50_000, columnCount: 50 };

const thin = { trainRows: 100_000, testRows: 20_000, columnCount: 28 };

const syntheticSets: Readonly<Record<string, SyntheticShape>> = {
  big: { ...big, task: 'binary' },
  mid: { ...mid, task: 'binary' },
  thin: { ...thin, task: 'binary' },
  'big-number': { ...big, task: 'regression' },
  'mid-number': { ...mid, task: 'regression' },
  'mid-classes': { ...mid, task: 'multiclass' },
};

/** One set by name, real ones from `folder`. The seed draws a synthetic set, and the test rows of a real one. */
export function loadSet(name: string, folder: string, seed: number): BenchSet {
  const shape = syntheticSets[name];
  if (shape !== undefined) return synthetic(name, shape, seed);
  const real = realSets[name];
  if (real !== undefined) return readRealSet(name, real, folder, seed);
  const names = [...Object.keys(syntheticSets), ...Object.keys(realSets)];
  throw new Error(`expected one of ${names.join(', ')}, came ${name}`);
}
