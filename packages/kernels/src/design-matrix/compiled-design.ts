import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import type { DesignKernels } from './design-kernels.ts';
import { designMatrixWasm } from './design-matrix.wasm.ts';

/** The kernels that packages/kernels/assembly/design-matrix exports. */
export const compiledDesign: EmbeddedModule<DesignKernels> = embeddedModule(designMatrixWasm);
