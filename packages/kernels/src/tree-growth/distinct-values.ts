import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { compiledGrowth } from './compiled-growth.ts';

/** The distinct values of a column, ascending, and how many rows, or what weight of them, has each. */
export interface DistinctValues {
  readonly values: Float32Array;
  readonly counts: Uint32Array | Float64Array;
}

/** Counts the distinct values of columns of up to a given length, NaN left out; -0 and 0 are one value. */
export type DistinctCounter = (column: Float32Array) => DistinctValues;

/** By the engine's own sort: the fallback, and the oracle of the compiled radix sort. */
export function countDistinct(column: Float32Array): DistinctValues {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const counts = new Uint32Array(sorted.length);
  let distinct = 0;
  let run = 0;
  for (let i = 0; i < sorted.length; i++) {
    run++;
    if (i + 1 < sorted.length && sorted[i] === sorted[i + 1]) continue;
    sorted[distinct] = sorted[i] as number;
    counts[distinct] = run;
    distinct++;
    run = 0;
  }
  return { values: sorted.subarray(0, distinct), counts: counts.subarray(0, distinct) };
}

/** A counter for columns of at most `rowCount` rows: compiled where that can run. Its answer is overwritten by the next. */
export function distinctCounter(rowCount: number): DistinctCounter {
  const bytes = Math.ceil(rowCount / 16) * 64;
  const memory = compiledMemory(compiledGrowth, 1024 + 3 * bytes + 3 * 2048 * 4);
  if (memory === undefined) return countDistinct;
  const { sortDistinct } = compiledGrowth.kernels(memory);
  const values = new Float32Array(memory.buffer, 1024, rowCount);
  const counts = new Uint32Array(memory.buffer, 1024 + 2 * bytes, rowCount);
  return (column) => {
    values.set(column);
    const distinct = sortDistinct(1024, column.length, 1024 + bytes, 1024 + 2 * bytes, 1024 + 3 * bytes);
    return { values: values.subarray(0, distinct), counts: counts.subarray(0, distinct) };
  };
}
