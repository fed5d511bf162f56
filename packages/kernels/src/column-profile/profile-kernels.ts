import { byteMemory } from '../web-assembly/byte-memory.ts';
import { noteHashes } from './note-hashes.ts';
import { runMoments } from './run-moments.ts';
import { sortRuns } from './sort-runs.ts';

/**
 * The hot loops of profiling a column, over one buffer; addresses are bytes of it.
 * packages/kernels/assembly/column-profile exports the same functions, which give the same bytes.
 */
export interface ProfileKernels {
  /**
   * The distinct values of `values` (f64, NaN for missing) ascending to its front and how often each stands there to `counts`
   * (u32); gives how many they are. `report` gets five f64: present values, steps up and down between neighbours, first and last
   * present value. `scratch` is as large as the values, `places` 8 kB.
   */
  sortRuns(values: number, length: number, counts: number, report: number, scratch: number, places: number): number;
  /**
   * Sums over runs as `sortRuns` leaves them to nine f64 at `moments`: rows, a first mean, then about it the sum of the deviations
   * and of their second, third and fourth powers, then rows that are zero, negative, whole. Values and counts must have room up
   * to a multiple of four.
   */
  runMoments(values: number, counts: number, runs: number, moments: number): void;
  /** Notes values (f64) in the 2^14 registers (u8) of a HyperLogLog sketch. */
  noteHashes(values: number, length: number, registers: number): void;
}

/** The kernels in TypeScript over a buffer whose length is a multiple of 8. */
export function typescriptProfileKernels(buffer: ArrayBufferLike): ProfileKernels {
  const memory = byteMemory(buffer);
  return {
    sortRuns: (values, length, counts, report) => sortRuns(memory, values, length, counts, report),
    runMoments: (...places) => runMoments(memory, ...places),
    noteHashes: (...places) => noteHashes(memory, ...places),
  };
}
