import { exp, log, type RandomStream, randomStream } from '@tend/kernels';

/** Numbers without NaN, row after row. */
export interface DenseRows {
  readonly values: Float64Array;
  readonly width: number;
}

/** A tree in the order of its making. */
interface IsolationTree {
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

const treeCount = 100;
const mostRowsATree = 256;
const rowsABlock = 1024;
const eulerGamma = 0.5772156649015329;

/**
 * Isolation scores of rows, between 0 and 1: near 1 where a few random cuts set a row apart, near 0.5 where it takes as
 * many as expected. 100 trees of 256 rows each, the same for the same seed. Liu, Ting and Zhou 2008.
 */
export function isolationScores(rows: DenseRows, seed: number): Float64Array {
  const { values, width } = rows;
  const n = width === 0 ? 0 : values.length / width;
  const size = Math.min(mostRowsATree, n);
  const random = randomStream(seed);
  const trees = Array.from({ length: treeCount }, (_, t) =>
    growTree(rows, sampleOf(n, size, random.fork(t)), random.fork(treeCount + t)),
  );
  const lengths = new Float64Array(n);
  // Of a block of rows the cells stay in the cache while they go down all trees.
  for (let from = 0; from < n; from += rowsABlock)
    for (const tree of trees) addLengths(tree, rows, lengths, from, Math.min(n, from + rowsABlock));
  const usual = pathLength(size);
  return lengths.map((length) => (usual > 0 ? exp((-Math.LN2 * length) / treeCount / usual) : 0.5));
}

/** Adds the length of the path of these rows through a tree. */
function addLengths(
  tree: IsolationTree,
  { values, width }: DenseRows,
  sums: Float64Array,
  from: number,
  to: number,
): void {
  const { columns, cuts, children, lengths, depth } = tree;
  for (let i = from; i < to; i++) {
    const row = i * width;
    let node = 0;
    // Leaves lead to themselves: paths of one length need no branch that depends on the row.
    for (let d = 0; d < depth; d++)
      node =
        (children[node] as number) +
        Number((values[row + (columns[node] as number)] as number) >= (cuts[node] as number));
    sums[i] = (sums[i] as number) + (lengths[node] as number);
  }
}

/** So many different rows, drawn without order (Floyd's sampling, Bentley 1987). */
function sampleOf(n: number, size: number, random: RandomStream): Int32Array {
  const taken = new Set<number>();
  for (let last = n - size; last < n; last++) {
    const drawn = random.integer(last + 1);
    taken.add(taken.has(drawn) ? last : drawn);
  }
  return Int32Array.from(taken);
}

function growTree({ values, width }: DenseRows, sample: Int32Array, random: RandomStream): IsolationTree {
  const mostDepth = Math.ceil(log(Math.max(2, sample.length)) / Math.LN2);
  const columns: number[] = [0];
  const cuts: number[] = [Number.NaN];
  const children: number[] = [0];
  const lengths: number[] = [0];
  let deepest = 0;
  const open: { readonly node: number; readonly rows: Int32Array; readonly depth: number }[] = [
    { node: 0, rows: sample, depth: 0 },
  ];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const { node, rows, depth } = task;
    const column = depth < mostDepth && rows.length > 1 ? splittable(values, width, rows, random) : undefined;
    if (column === undefined) {
      lengths[node] = depth + pathLength(rows.length);
      continue;
    }
    const cut = column.low + (column.high - column.low) * random.uniform();
    const isLeft = (row: number): boolean => (values[row * width + column.place] as number) < cut;
    const [left, right] = [rows.filter(isLeft), rows.filter((row) => !isLeft(row))];
    columns[node] = column.place;
    cuts[node] = cut;
    children[node] = columns.length;
    columns.push(0, 0);
    cuts.push(Number.NaN, Number.NaN);
    children.push(columns.length - 2, columns.length - 1);
    lengths.push(0, 0);
    open.push({ node: columns.length - 2, rows: left, depth: depth + 1 });
    open.push({ node: columns.length - 1, rows: right, depth: depth + 1 });
    deepest = Math.max(deepest, depth + 1);
  }
  return {
    columns: Int32Array.from(columns),
    cuts: Float64Array.from(cuts),
    children: Int32Array.from(children),
    lengths: Float64Array.from(lengths),
    depth: deepest,
  };
}

/** A random column in which the rows differ, with its range: from a random one on, the first that is not constant. */
function splittable(
  values: Float64Array,
  width: number,
  rows: Int32Array,
  random: RandomStream,
): { readonly place: number; readonly low: number; readonly high: number } | undefined {
  const start = random.integer(width);
  for (let k = 0; k < width; k++) {
    const place = k === 0 ? start : (start + k) % width;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) {
      const value = values[(rows[i] as number) * width + place] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) return { place, low, high };
  }
  return undefined;
}

/** The mean path of an unsuccessful search in a binary tree of so many rows. */
function pathLength(rows: number): number {
  if (rows < 2) return 0;
  if (rows === 2) return 1;
  return 2 * (log(rows - 1) + eulerGamma) - (2 * (rows - 1)) / rows;
}
