import { memoryLimitBytes } from '../web-assembly/embedded-module.ts';
import { webAssembly } from '../web-assembly/web-assembly.ts';
import { compiledScans } from './compiled-scans.ts';
import { type ScanKernels, typescriptScanKernels } from './scan-kernels.ts';

/** A memory of scans, which is used again by each of them, with the kernels over it. */
export interface ScanMemory {
  readonly kernels: ScanKernels;
  readonly buffer: ArrayBufferLike;
}

const pageBytes = 65_536;

/**
 * Gives a memory of at least `sizeBytes`, and the same one to whoever asks later, larger where that asks for more; what stood
 * in it is then lost. Kernels are compiled wherever they can run, unless those in TypeScript are asked for. RangeError above 4 GiB.
 */
export function scanMemory(kind: 'compiled' | 'plain'): (sizeBytes: number) => ScanMemory {
  const grow = (kind === 'compiled' ? compiledSpace() : undefined) ?? plainMemory;
  let memory: ScanMemory | undefined;
  return (sizeBytes) => {
    if (sizeBytes > memoryLimitBytes)
      throw new RangeError(`a scan needs ${sizeBytes} bytes of memory, more than ${memoryLimitBytes}`);
    if (memory === undefined || memory.buffer.byteLength < sizeBytes)
      memory = grow(Math.ceil(sizeBytes / pageBytes) * pageBytes);
    return memory;
  };
}

function plainMemory(sizeBytes: number): ScanMemory {
  const buffer = new ArrayBuffer(sizeBytes);
  return { buffer, kernels: typescriptScanKernels(buffer) };
}

/** Not shared: columns are copied into it, which takes half as long. */
function compiledSpace(): ((sizeBytes: number) => ScanMemory) | undefined {
  const api = webAssembly();
  if (api === undefined || !compiledScans.canRun()) return undefined;
  const memory = new api.Memory({ initial: 1, maximum: memoryLimitBytes / pageBytes, shared: false });
  const kernels = compiledScans.kernels(memory);
  return (sizeBytes) => {
    memory.grow((sizeBytes - memory.buffer.byteLength) / pageBytes);
    return { buffer: memory.buffer, kernels };
  };
}
