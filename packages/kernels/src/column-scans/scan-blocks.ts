import { growingMemory } from '../web-assembly/growing-memory.ts';
import { compiledScans } from './compiled-scans.ts';
import { type ScanKernels, typescriptScanKernels } from './scan-kernels.ts';

/** A memory into which columns are copied a block at a time, while the block stays in the first cache. */
export interface ScanBlocks {
  /** A memory with at least so many bytes behind `scratch`, whose content is undefined; it is valid until the next call. */
  reserve(scratchBytes: number): { readonly kernels: ScanKernels; readonly buffer: ArrayBufferLike };
  /** Calls `scan` for each block of numbers, filled up with NaN to a multiple of 4. */
  numbers(values: Float64Array, scan: (kernels: ScanKernels, block: number, count: number) => void): void;
  /** Calls `scan` for each block of codes, filled up with -1 to a multiple of 4. */
  codes(codes: Int32Array, scan: (kernels: ScanKernels, block: number, count: number) => void): void;
}

/** The compiler may keep constants at the start of the memory. */
const block = 1024;
const blockBytes = 32_768;
/** The address of the scratch of each scan. */
export const scratch: number = block + blockBytes;

/** Blocks over a memory of its own: with compiled kernels wherever they can run, unless those in TypeScript are asked for. */
export function scanBlocks(kind: 'compiled' | 'plain'): ScanBlocks {
  const memoryOf = growingMemory({ compiled: compiledScans, plain: typescriptScanKernels }, kind);
  const reserve: ScanBlocks['reserve'] = (scratchBytes) => memoryOf(scratch + scratchBytes);
  return {
    reserve,
    numbers(values, scan) {
      const { kernels, buffer } = reserve(0);
      const target = new Float64Array(buffer, block, blockBytes / 8);
      for (let from = 0; from < values.length; from += target.length) {
        const source = values.subarray(from, from + target.length);
        target.set(source);
        const count = Math.ceil(source.length / 4) * 4;
        target.fill(Number.NaN, source.length, count);
        scan(kernels, block, count);
      }
    },
    codes(codes, scan) {
      const { kernels, buffer } = reserve(0);
      const target = new Int32Array(buffer, block, blockBytes / 4);
      for (let from = 0; from < codes.length; from += target.length) {
        const source = codes.subarray(from, from + target.length);
        target.set(source);
        const count = Math.ceil(source.length / 4) * 4;
        target.fill(-1, source.length, count);
        scan(kernels, block, count);
      }
    },
  };
}
