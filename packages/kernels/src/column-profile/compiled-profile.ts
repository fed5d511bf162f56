import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { columnProfileWasm } from './column-profile.wasm.ts';
import type { ProfileKernels } from './profile-kernels.ts';

/** The kernels that packages/kernels/assembly/column-profile exports. */
export const compiledProfile: EmbeddedModule<ProfileKernels> = embeddedModule(columnProfileWasm);
