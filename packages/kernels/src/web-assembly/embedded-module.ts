import { decodeBase64 } from '../encoding/decode-base64.ts';
import { type CompiledMemory, type CompiledModule, webAssembly } from './web-assembly.ts';

/** A module that stands in the sources, and runs over memories that `compiledMemory` gave, in whatever thread. */
export interface EmbeddedModule<Kernels> {
  /** Whether the engine can run it; `kernels` throws where it cannot. */
  readonly canRun: () => boolean;
  readonly kernels: (memory: CompiledMemory) => Kernels;
}

const pageBytes = 65_536;
/** What one WebAssembly memory can hold: 32-bit addresses. */
export const memoryLimitBytes: number = 2 ** 32;

/** The module whose bytes are `base64`, compiled once a thread at its first use. */
export function embeddedModule<Kernels>(base64: string): EmbeddedModule<Kernels> {
  let compiled: CompiledModule | null | undefined;
  const module = (): CompiledModule | null => {
    if (compiled === undefined) compiled = compile(base64);
    return compiled;
  };
  return {
    canRun: () => module() !== null,
    kernels(memory) {
      const api = webAssembly();
      const own = module();
      if (api === undefined || own === null) throw new Error('this engine cannot run the compiled kernels');
      return new api.Instance(own, { env: { memory } }).exports as Kernels;
    },
  };
}

/** A memory of at least `sizeBytes`, all zero; undefined where the module cannot run. */
export function compiledMemory(module: EmbeddedModule<unknown>, sizeBytes: number): CompiledMemory | undefined {
  const api = webAssembly();
  if (api === undefined || !module.canRun()) return undefined;
  const pages = Math.max(1, Math.ceil(sizeBytes / pageBytes));
  return new api.Memory({ initial: pages, maximum: pages, shared: true });
}

/** Null where the engine has no WebAssembly with SIMD and shared memory. */
function compile(base64: string): CompiledModule | null {
  const api = webAssembly();
  if (api === undefined || typeof SharedArrayBuffer !== 'function') return null;
  try {
    const module = new api.Module(decodeBase64(base64));
    new api.Memory({ initial: 1, maximum: 1, shared: true });
    return module;
  } catch {
    // An engine without SIMD or threads refuses the module: the TypeScript kernels do its work.
    return null;
  }
}
