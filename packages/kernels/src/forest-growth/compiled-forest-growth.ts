import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { forestGrowthWasm } from './forest-growth.wasm.ts';

/** What packages/kernels/assembly/forest-growth exports: addresses are bytes from the start of the memory. */
export interface CompiledForestGrowth {
  binChunk(values: number, count: number, bounds: number, table: number, target: number, steps: number): void;
  growTree(task: number, a: number, b: number, c: number, d: number): number;
}

export const compiledForestGrowth: EmbeddedModule<CompiledForestGrowth> = embeddedModule(forestGrowthWasm);
