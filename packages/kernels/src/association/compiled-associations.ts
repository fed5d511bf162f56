import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { associationWasm } from './association.wasm.ts';
import type { AssociationKernels } from './association-kernels.ts';

/** The kernels that packages/kernels/assembly/association exports; over memories that are not shared. */
export const compiledAssociations: EmbeddedModule<AssociationKernels> = embeddedModule(associationWasm);
