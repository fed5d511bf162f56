import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { columnScansWasm } from './column-scans.wasm.ts';
import type { ScanKernels } from './scan-kernels.ts';

/** The kernels that packages/kernels/assembly/column-scans exports; over memories that are not shared. */
export const compiledScans: EmbeddedModule<ScanKernels> = embeddedModule(columnScansWasm);
