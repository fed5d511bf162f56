import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { compiledDesign } from './compiled-design.ts';
import { type DesignKernels, typescriptDesignKernels } from './design-kernels.ts';

/** A zeroed buffer and the kernels over it: compiled ones wherever they can run. */
export interface DesignMemory {
  readonly buffer: ArrayBufferLike;
  readonly kernels: DesignKernels;
}

/** A memory of at least `sizeBytes`. */
export function designMemory(sizeBytes: number): DesignMemory {
  const memory = compiledMemory(compiledDesign, sizeBytes);
  if (memory !== undefined) return { buffer: memory.buffer, kernels: compiledDesign.kernels(memory) };
  const buffer = new ArrayBuffer(Math.ceil(sizeBytes / 8) * 8);
  return { buffer, kernels: typescriptDesignKernels(buffer) };
}

/** Hands out addresses one behind the other, on borders of 64 bytes. */
export function addresses(): { readonly take: (sizeBytes: number) => number; readonly sizeBytes: () => number } {
  let end = 0;
  return {
    take(sizeBytes) {
      const start = end;
      end += Math.ceil(sizeBytes / 64) * 64;
      return start;
    },
    sizeBytes: () => end,
  };
}
