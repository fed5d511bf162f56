import { type CompiledMemory, webAssembly } from '../web-assembly/web-assembly.ts';
import { compiledProfile } from './compiled-profile.ts';
import { registerCount } from './distinct-sketch.ts';
import { type ProfileKernels, typescriptProfileKernels } from './profile-kernels.ts';

/** Rows that are counted at once: few enough to stay in the cache while they are sorted. */
export const chunkRows = 65_536;

/** Where a chunk stands in memory, by the byte; the compiler keeps its constants at the start. */
const valueBytes = 8 * chunkRows;
const [values, scratch] = [1024, 1024 + valueBytes];
const counts = scratch + valueBytes;
const report = counts + valueBytes / 2;
const moments = report + 64;
const places = moments + 128;
const registers = places + 8192;
const sizeBytes = registers + registerCount;

/** A chunk of values in memory, and the kernels over it. */
export interface ProfileSpace {
  /** Room for the values of a chunk. */
  readonly values: Float64Array;
  /** Counts beside the distinct values that `sort` leaves. */
  readonly counts: Uint32Array;
  /** Present values, rises, falls, first, last. */
  readonly report: Float64Array;
  /** As `ProfileKernels.runMoments` leaves them. */
  readonly moments: Float64Array;
  readonly registers: Uint8Array;
  /** Makes runs of the first `length` values and gives how many they are. */
  sort(length: number): number;
  addMoments(runs: number): void;
  noteHashes(length: number): void;
}

/** Room for one chunk: with compiled kernels wherever they can run, unless those in TypeScript are asked for. */
export function profileSpace(kind: 'compiled' | 'plain' = 'compiled'): ProfileSpace {
  const memory = kind === 'compiled' ? compiledSpace() : undefined;
  const buffer: ArrayBufferLike = memory?.buffer ?? new ArrayBuffer(sizeBytes);
  const kernels: ProfileKernels = memory ? compiledProfile.kernels(memory) : typescriptProfileKernels(buffer);
  return {
    values: new Float64Array(buffer, values, chunkRows),
    counts: new Uint32Array(buffer, counts, chunkRows),
    report: new Float64Array(buffer, report, 5),
    moments: new Float64Array(buffer, moments, 9),
    registers: new Uint8Array(buffer, registers, registerCount),
    sort: (length) => kernels.sortRuns(values, length, counts, report, scratch, places),
    addMoments: (runs) => kernels.runMoments(values, counts, runs, moments),
    noteHashes: (length) => kernels.noteHashes(values, length, registers),
  };
}

/** Not shared: columns are copied into it, which takes half as long. */
function compiledSpace(): CompiledMemory | undefined {
  const api = webAssembly();
  if (api === undefined || !compiledProfile.canRun()) return undefined;
  const pages = Math.ceil(sizeBytes / 65_536);
  return new api.Memory({ initial: pages, maximum: pages, shared: false });
}

let own: ProfileSpace | undefined;

/** The space of this thread. */
export function threadSpace(): ProfileSpace {
  own ??= profileSpace();
  return own;
}
