import { webAssembly } from '../web-assembly/web-assembly.ts';
import { compiledPaths } from './compiled-paths.ts';
import { type PathKernels, typescriptPathKernels } from './path-kernels.ts';

/** Numbers without NaN, row after row. */
export interface DenseRows {
  readonly values: Float64Array;
  readonly width: number;
}

/** A tree of cuts; node 0 is its root. */
export interface CutTree {
  readonly columns: Int32Array;
  /** Rows of at least this go right; NaN in leaves, where none does. */
  readonly cuts: Float64Array;
  /** The left child, the right one follows it; of a leaf the leaf itself. */
  readonly children: Int32Array;
  /** Of leaves, how long a path ends there. */
  readonly lengths: Float64Array;
  /** Of the longest path. */
  readonly depth: number;
}

const nodeBytes = 16;
/** Of so many bytes of rows the cells stay in the cache while they go down all trees. */
const blockBytes = 2 ** 17;
const pageBytes = 65_536;

/** The sum over trees of how long the path of each row is. `kind`: kernels are compiled wherever they can run. */
export function pathLengths(
  trees: readonly CutTree[],
  { values, width }: DenseRows,
  kind: 'compiled' | 'plain' = 'compiled',
): Float64Array {
  const n = width === 0 ? 0 : values.length / width;
  const rowBytes = 8 * width;
  const rowsABlock = Math.max(4, Math.floor(blockBytes / Math.max(1, rowBytes)) & ~3);
  const nodeCount = trees.reduce((sum, { cuts }) => sum + cuts.length, 0);
  const lengthsAt = nodeBytes * nodeCount;
  const sumsAt = lengthsAt + 8 * nodeCount;
  const rowsAt = sumsAt + 8 * rowsABlock;
  const { buffer, kernels } = memoryOf(kind, rowsAt + rowsABlock * rowBytes);
  const places = writeTrees(trees, buffer, lengthsAt);
  const sums = new Float64Array(buffer, sumsAt, rowsABlock);
  const block = new Float64Array(buffer, rowsAt, rowsABlock * width);
  const lengths = new Float64Array(n);
  for (let from = 0; from < n; from += rowsABlock) {
    const to = Math.min(n, from + rowsABlock);
    block.set(values.subarray(from * width, to * width));
    sums.fill(0);
    for (const { nodes, own, depth } of places)
      kernels.addPathLengths(nodes, own, depth, rowsAt, rowBytes, (to - from + 3) & ~3, sumsAt);
    lengths.set(sums.subarray(0, to - from), from);
  }
  return lengths;
}

/** Writes nodes and lengths of trees one after another; gives the addresses of each tree. */
function writeTrees(
  trees: readonly CutTree[],
  buffer: ArrayBufferLike,
  lengthsAt: number,
): readonly { readonly nodes: number; readonly own: number; readonly depth: number }[] {
  const words = new Uint32Array(buffer);
  const doubles = new Float64Array(buffer);
  let first = 0;
  return trees.map(({ columns, cuts, children, lengths, depth }) => {
    const nodes = nodeBytes * first;
    const own = lengthsAt + 8 * first;
    for (let node = 0; node < cuts.length; node++) {
      doubles[2 * (first + node)] = cuts[node] as number;
      words[4 * (first + node) + 2] = 8 * (columns[node] as number);
      words[4 * (first + node) + 3] = nodeBytes * (children[node] as number);
    }
    doubles.set(lengths, own >>> 3);
    first += cuts.length;
    return { nodes, own, depth };
  });
}

function memoryOf(
  kind: 'compiled' | 'plain',
  sizeBytes: number,
): { readonly buffer: ArrayBufferLike; readonly kernels: PathKernels } {
  const api = kind === 'compiled' && compiledPaths.canRun() ? webAssembly() : undefined;
  if (api === undefined) {
    const buffer = new ArrayBuffer(sizeBytes);
    return { buffer, kernels: typescriptPathKernels(buffer) };
  }
  const pages = Math.ceil(sizeBytes / pageBytes);
  const memory = new api.Memory({ initial: pages, maximum: pages, shared: false });
  return { buffer: memory.buffer, kernels: compiledPaths.kernels(memory) };
}
