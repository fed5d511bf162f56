import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { isolationForestWasm } from './isolation-forest.wasm.ts';
import type { PathKernels } from './path-kernels.ts';

/** The kernel that packages/kernels/assembly/isolation-forest exports; over memories that are not shared. */
export const compiledPaths: EmbeddedModule<PathKernels> = embeddedModule(isolationForestWasm);
