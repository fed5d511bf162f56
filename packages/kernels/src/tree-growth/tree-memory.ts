import { compiledMemory } from '../web-assembly/embedded-module.ts';
import type { CompiledMemory } from '../web-assembly/web-assembly.ts';
import { compiledGrowth } from './compiled-growth.ts';
import { compiledTreeKernels } from './compiled-tree-kernels.ts';
import { prepareTreeMemory } from './prepare-tree-memory.ts';
import { type TreeKernels, typescriptTreeKernels } from './tree-kernels.ts';
import type { TreeLayout } from './tree-layout.ts';

/** The memory of one training: for the compiled kernels, or a plain buffer for those in TypeScript. Threads share it. */
export type TreeMemory =
  | { readonly kind: 'compiled'; readonly memory: CompiledMemory }
  | { readonly kind: 'plain'; readonly buffer: ArrayBufferLike };

export type KernelKind = TreeMemory['kind'];

/** A prepared memory for the layout; `kind` chooses the kernels, compiled ones by default and wherever they can run. */
export function allocateTreeMemory(layout: TreeLayout, kind: KernelKind = 'compiled'): TreeMemory {
  const memory = kind === 'compiled' ? compiledMemory(compiledGrowth, layout.sizeBytes) : undefined;
  const buffer = memory?.buffer ?? allocateBytes(layout.sizeBytes);
  prepareTreeMemory(buffer, layout);
  return memory === undefined ? { kind: 'plain', buffer } : { kind: 'compiled', memory };
}

/** The bytes of a memory. */
export function memoryBuffer(memory: TreeMemory): ArrayBufferLike {
  return memory.kind === 'compiled' ? memory.memory.buffer : memory.buffer;
}

/** The kernels of one thread over a memory. */
export function treeKernels(memory: TreeMemory, layout: TreeLayout, rank = 0): TreeKernels {
  return memory.kind === 'compiled'
    ? compiledTreeKernels(memory.memory, layout, rank)
    : typescriptTreeKernels(memory.buffer, layout, rank);
}

function allocateBytes(sizeBytes: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(sizeBytes) : new ArrayBuffer(sizeBytes);
}
