import { decodeBase64 } from '../encoding/decode-base64.ts';
import { treeKernelsWasm } from './tree-kernels.wasm.ts';
import { type CompiledMemory, type CompiledModule, webAssembly } from './web-assembly.ts';

/** What packages/kernels/assembly exports: addresses are bytes from the start of the memory. */
export interface CompiledKernels {
  binChunk(values: number, count: number, bounds: number, table: number, target: number, steps: number): void;
  packRows(
    columns: number,
    rows: number,
    rowCount: number,
    columnCount: number,
    groupCount: number,
    begin: number,
    end: number,
  ): void;
  sortDistinct(values: number, count: number, spare: number, counts: number, tables: number): number;
  gradients(
    begin: number,
    end: number,
    scores: number,
    labels: number,
    weights: number,
    records: number,
    totals: number,
    salt: number,
    bagSalt: number,
    bagLimit: number,
    levels: number,
  ): void;
  histogram(
    rows: number,
    rowCount: number,
    columnCount: number,
    groupCount: number,
    binStarts: number,
    records: number,
    count: number,
    target: number,
    sums: number,
    stage: number,
    gradients: number,
    isRoot: number,
    firstRow: number,
  ): void;
  combine(target: number, partials: number, stride: number, threads: number, bins: number): void;
  subtract(parent: number, child: number, bins: number): void;
  findSplit(
    histogram: number,
    features: number,
    active: number,
    activeCount: number,
    split: number,
    from: number,
    to: number,
    sumG: number,
    sumH: number,
    minH: number,
    l2: number,
    minGain: number,
  ): void;
  partition(from: number, to: number, count: number, column: number, goesLeft: number): number;
  markLeaf(leafOf: number, records: number, count: number, leaf: number): void;
  quickScore(
    entries: number,
    entriesEnd: number,
    leafValues: number,
    leafValuesEnd: number,
    stage: number,
    rowCount: number,
    margins: number,
    masks: number,
  ): void;
  walk(
    roots: number,
    treeCount: number,
    nodes: number,
    leafValues: number,
    stage: number,
    columnCount: number,
    rowCount: number,
    margins: number,
  ): void;
  walkOne(
    roots: number,
    treeCount: number,
    nodes: number,
    leafValues: number,
    stage: number,
    columnCount: number,
    margins: number,
  ): void;
  addScores(scores: number, leafOf: number, begin: number, end: number, values: number): void;
}

const pageBytes = 65_536;
/** What one WebAssembly memory can hold: 32-bit addresses. */
export const memoryLimitBytes: number = 2 ** 32;

let compiled: CompiledModule | null | undefined;

/** The embedded module, compiled once a thread; undefined where the engine has no WebAssembly with SIMD and shared memory. */
function compiledModule(): CompiledModule | undefined {
  if (compiled === undefined) compiled = compile();
  return compiled ?? undefined;
}

function compile(): CompiledModule | null {
  const api = webAssembly();
  if (api === undefined || typeof SharedArrayBuffer !== 'function') return null;
  try {
    const module = new api.Module(decodeBase64(treeKernelsWasm));
    new api.Memory({ initial: 1, maximum: 1, shared: true });
    return module;
  } catch {
    // An engine without SIMD or threads refuses the module: the TypeScript kernels do its work.
    return null;
  }
}

/** A memory of at least `sizeBytes` for the compiled kernels, all zero; undefined where they cannot run. */
export function compiledMemory(sizeBytes: number): CompiledMemory | undefined {
  const api = webAssembly();
  if (api === undefined || compiledModule() === undefined) return undefined;
  const pages = Math.max(1, Math.ceil(sizeBytes / pageBytes));
  return new api.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The compiled kernels over a memory that `compiledMemory` gave, in whatever thread. */
export function compiledKernels(memory: CompiledMemory): CompiledKernels {
  const api = webAssembly();
  const module = compiledModule();
  if (api === undefined || module === undefined) throw new Error('this engine cannot run the compiled kernels');
  return new api.Instance(module, { env: { memory } }).exports as CompiledKernels;
}
