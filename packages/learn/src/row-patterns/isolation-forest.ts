import { type CutTree, type DenseRows, exp, log, pathLengths, type RandomStream, randomStream } from '@tend/kernels';

const treeCount = 100;
const mostRowsATree = 256;
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
  const lengths = pathLengths(trees, rows);
  const usual = expectedLength(size);
  return lengths.map((length) => (usual > 0 ? exp((-Math.LN2 * length) / treeCount / usual) : 0.5));
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

/** Cuts a sample, which it reorders, into single rows, or to as many levels as halving it takes. */
function growTree({ values, width }: DenseRows, sample: Int32Array, random: RandomStream): CutTree {
  const mostDepth = Math.ceil(log(Math.max(2, sample.length)) / Math.LN2);
  const columns: number[] = [0];
  const cuts: number[] = [Number.NaN];
  const children: number[] = [0];
  const lengths: number[] = [0];
  let deepest = 0;
  const open: { readonly node: number; readonly taken: Int32Array; readonly depth: number }[] = [
    { node: 0, taken: sample, depth: 0 },
  ];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const { node, taken, depth } = task;
    const column = depth < mostDepth && taken.length > 1 ? splittable(values, width, taken, random) : undefined;
    if (column === undefined) {
      lengths[node] = depth + expectedLength(taken.length);
      continue;
    }
    const drawn = column.low + (column.high - column.low) * random.uniform();
    // Between two infinities lies no number: all rows go right.
    const cut = Number.isNaN(drawn) ? Number.NEGATIVE_INFINITY : drawn;
    const rowsLeft = part(values, width, taken, column.place, cut);
    const left = columns.length;
    columns[node] = column.place;
    cuts[node] = cut;
    children[node] = left;
    columns.push(0, 0);
    cuts.push(Number.NaN, Number.NaN);
    children.push(left, left + 1);
    lengths.push(0, 0);
    open.push({ node: left, taken: taken.subarray(0, rowsLeft), depth: depth + 1 });
    open.push({ node: left + 1, taken: taken.subarray(rowsLeft), depth: depth + 1 });
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

/** Brings the rows below the cut to the front; gives how many they are. */
function part(values: Float64Array, width: number, rows: Int32Array, place: number, cut: number): number {
  let below = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (!((values[row * width + place] as number) < cut)) continue;
    rows[i] = rows[below] as number;
    rows[below++] = row;
  }
  return below;
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
function expectedLength(rows: number): number {
  if (rows < 2) return 0;
  if (rows === 2) return 1;
  return 2 * (log(rows - 1) + eulerGamma) - (2 * (rows - 1)) / rows;
}
