import { type EmbeddedModule, memoryLimitBytes } from './embedded-module.ts';
import { webAssembly } from './web-assembly.ts';

/** A memory that is used again by each call, with the kernels over it. */
export interface KernelMemory<Kernels> {
  readonly kernels: Kernels;
  readonly buffer: ArrayBufferLike;
}

/** Where kernels come from: compiled ones over memories that are not shared, and their twins in TypeScript. */
export interface KernelSource<Kernels> {
  readonly compiled: EmbeddedModule<Kernels>;
  readonly plain: (buffer: ArrayBufferLike) => Kernels;
}

const pageBytes = 65_536;

/**
 * Gives a memory of at least `sizeBytes`, and the same one to whoever asks later, larger where that asks for more; what stood
 * in it is then lost. Kernels are compiled wherever they can run, unless those in TypeScript are asked for. RangeError above 4 GiB.
 */
export function growingMemory<Kernels>(
  source: KernelSource<Kernels>,
  kind: 'compiled' | 'plain',
): (sizeBytes: number) => KernelMemory<Kernels> {
  const grow = (kind === 'compiled' ? compiledSpace(source) : undefined) ?? plainSpace(source);
  let memory: KernelMemory<Kernels> | undefined;
  return (sizeBytes) => {
    if (sizeBytes > memoryLimitBytes)
      throw new RangeError(`kernels need ${sizeBytes} bytes of memory, more than ${memoryLimitBytes}`);
    if (memory === undefined || memory.buffer.byteLength < sizeBytes)
      memory = grow(Math.ceil(sizeBytes / pageBytes) * pageBytes);
    return memory;
  };
}

function plainSpace<Kernels>({ plain }: KernelSource<Kernels>): (sizeBytes: number) => KernelMemory<Kernels> {
  return (sizeBytes) => {
    const buffer = new ArrayBuffer(sizeBytes);
    return { buffer, kernels: plain(buffer) };
  };
}

/** Not shared: columns are copied into it, which takes half as long. */
function compiledSpace<Kernels>({
  compiled,
}: KernelSource<Kernels>): ((sizeBytes: number) => KernelMemory<Kernels>) | undefined {
  const api = webAssembly();
  if (api === undefined || !compiled.canRun()) return undefined;
  const memory = new api.Memory({ initial: 1, maximum: memoryLimitBytes / pageBytes, shared: false });
  const kernels = compiled.kernels(memory);
  return (sizeBytes) => {
    memory.grow((sizeBytes - memory.buffer.byteLength) / pageBytes);
    return { buffer: memory.buffer, kernels };
  };
}
