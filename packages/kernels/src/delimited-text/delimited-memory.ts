import { memoryLimitBytes } from '../web-assembly/embedded-module.ts';
import { type CompiledMemory, webAssembly } from '../web-assembly/web-assembly.ts';
import { compiledDelimited } from './compiled-delimited.ts';
import { type DelimitedKernels, typescriptDelimitedKernels } from './delimited-kernels.ts';

/** The texts of a file need more than one memory can hold. */
export class MemoryExhausted extends Error {
  constructor() {
    super(`more than ${memoryLimitBytes} bytes are needed`);
    this.name = 'MemoryExhausted';
  }
}

/** A memory that grows, hands out parts of itself, and has the kernels over it. */
export interface DelimitedMemory {
  readonly kernels: DelimitedKernels;
  /** The whole memory; views are to be taken anew after every `take`. */
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
  /** The address of at least `sizeBytes` zeroed bytes, on a border of 16. MemoryExhausted where there is no room. */
  take(sizeBytes: number): number;
  /** Gives back what `take(sizeBytes)` gave. */
  release(address: number, sizeBytes: number): void;
}

const pageBytes = 65_536;
/** Room for a small file: growing a shared memory takes the longer, the more of them wait to be collected. */
const initialPages = 64;
/** Behind everything that is read: the kernels load 64 bytes at once. */
const marginBytes = 64;
/** The compiler keeps its constants at the start of the memory. */
const reservedBytes = 16_384;

/** A memory for one reading: with compiled kernels wherever they can run, unless those in TypeScript are asked for. */
export function delimitedMemory(kind: 'compiled' | 'plain' = 'compiled'): DelimitedMemory {
  const space = (kind === 'compiled' ? compiledSpace() : undefined) ?? plainSpace();
  const free = new Map<number, number[]>();
  let end = reservedBytes;
  let { buffer, kernels } = space.current();
  let bytes = new Uint8Array(buffer);
  let words = new Uint32Array(buffer);
  let doubles = new Float64Array(buffer);
  return {
    get kernels() {
      return kernels;
    },
    get bytes() {
      return bytes;
    },
    get words() {
      return words;
    },
    get doubles() {
      return doubles;
    },
    take(sizeBytes) {
      const size = roundedSize(sizeBytes);
      const reused = free.get(size)?.pop();
      if (reused !== undefined) {
        bytes.fill(0, reused, reused + size);
        return reused;
      }
      const address = end;
      end += size;
      if (end + marginBytes > memoryLimitBytes) throw new MemoryExhausted();
      if (end + marginBytes > buffer.byteLength) {
        space.grow(end + marginBytes);
        ({ buffer, kernels } = space.current());
        bytes = new Uint8Array(buffer);
        words = new Uint32Array(buffer);
        doubles = new Float64Array(buffer);
      }
      return address;
    },
    release(address, sizeBytes) {
      const size = roundedSize(sizeBytes);
      const list = free.get(size);
      if (list === undefined) free.set(size, [address]);
      else list.push(address);
    },
  };
}

interface Space {
  readonly current: () => { readonly buffer: ArrayBufferLike; readonly kernels: DelimitedKernels };
  readonly grow: (sizeBytes: number) => void;
}

/** Sizes are powers of two, so that what one column has outgrown serves the next. */
function roundedSize(sizeBytes: number): number {
  let size = 16;
  while (size < sizeBytes) size *= 2;
  return size;
}

function compiledSpace(): Space | undefined {
  const api = webAssembly();
  if (api === undefined || !compiledDelimited.canRun()) return undefined;
  const maximum = memoryLimitBytes / pageBytes;
  const memory: CompiledMemory = new api.Memory({ initial: initialPages, maximum, shared: true });
  const kernels = compiledDelimited.kernels(memory);
  return {
    current: () => ({ buffer: memory.buffer, kernels }),
    grow(sizeBytes) {
      const pages = Math.ceil(sizeBytes / pageBytes) - memory.buffer.byteLength / pageBytes;
      try {
        memory.grow(pages);
      } catch {
        throw new MemoryExhausted();
      }
    },
  };
}

function plainSpace(): Space {
  let buffer = new ArrayBuffer(16 * pageBytes);
  let kernels = typescriptDelimitedKernels(buffer);
  return {
    current: () => ({ buffer, kernels }),
    grow(sizeBytes) {
      const larger = new ArrayBuffer(Math.ceil(Math.max(sizeBytes, 1.5 * buffer.byteLength) / pageBytes) * pageBytes);
      new Uint8Array(larger).set(new Uint8Array(buffer));
      buffer = larger;
      kernels = typescriptDelimitedKernels(buffer);
    },
  };
}
