import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import type { DelimitedKernels } from './delimited-kernels.ts';
import { delimitedTextWasm } from './delimited-text.wasm.ts';

/** The kernels that packages/kernels/assembly/delimited-text exports. */
export const compiledDelimited: EmbeddedModule<DelimitedKernels> = embeddedModule(delimitedTextWasm);
