import { compiledMemory } from '../web-assembly/embedded-module.ts';
import type { CompiledMemory } from '../web-assembly/web-assembly.ts';
import { compiledForestGrowth } from './compiled-forest-growth.ts';
import { compiledForestKernels } from './compiled-forest-kernels.ts';
import type { ForestKernels } from './forest-kernels.ts';
import type { ForestLayout } from './forest-layout.ts';
import { typescriptForestKernels } from './typescript-forest-kernels.ts';

/** The memory of one random forest: for the compiled kernels, or a plain buffer for those in TypeScript. Threads share it. */
export type ForestMemory =
  | { readonly kind: 'compiled'; readonly memory: CompiledMemory }
  | { readonly kind: 'plain'; readonly buffer: ArrayBufferLike };

/** A memory for the layout, all 0; `kind` chooses the kernels, compiled ones by default and wherever they can run. */
export function allocateForestMemory(
  { sizeBytes }: ForestLayout,
  kind: ForestMemory['kind'] = 'compiled',
): ForestMemory {
  const memory = kind === 'compiled' ? compiledMemory(compiledForestGrowth, sizeBytes) : undefined;
  if (memory !== undefined) return { kind: 'compiled', memory };
  const isShared = typeof SharedArrayBuffer === 'function';
  return { kind: 'plain', buffer: isShared ? new SharedArrayBuffer(sizeBytes) : new ArrayBuffer(sizeBytes) };
}

/** The kernels of one thread over a memory. */
export function forestKernels(memory: ForestMemory, layout: ForestLayout, rank: number): ForestKernels {
  return memory.kind === 'compiled'
    ? compiledForestKernels(memory.memory, layout, rank)
    : typescriptForestKernels(memory.buffer, layout, rank);
}
