import { growingMemory, type KernelMemory } from '../web-assembly/growing-memory.ts';
import { type AssociationKernels, typescriptAssociationKernels } from './association-kernels.ts';
import { compiledAssociations } from './compiled-associations.ts';

/** A number by its codes: the score of row i is `scores[codes[i]]`. */
export interface ScoredColumn {
  readonly codes: Int32Array;
  readonly scores: Float64Array;
}

/** A value and a rank of each row by its code. */
export interface RankedColumn {
  readonly codes: Int32Array;
  readonly values: Float64Array;
  readonly ranks: Float64Array;
}

/** Codes below `levels`, at most 250; a missing one is `levels`. */
export interface LevelColumn {
  readonly codes: Uint8Array;
  readonly levels: number;
}

/** So many sums stand for a level: its rows, the sums of the first four powers of their values, and of the first two of their ranks. */
export const levelSums = 8;

/**
 * Counts and sums over pairs of columns of the same rows; `absent` are rows to leave out, ascending. All calls share one
 * memory, which keeps the size of the largest.
 */
export interface ColumnPairs {
  /** For each pair of places, two after the other, the sum of the products of the scores of two columns. */
  products(columns: readonly ScoredColumn[], pairs: Uint32Array, absent: Int32Array): Float64Array;
  /** For each column of levels `levelSums` numbers a level; the eighth is 0. */
  sumsByLevel(levels: readonly LevelColumn[], number: RankedColumn, absent: Int32Array): readonly Float64Array[];
  /** Rows of each pair of levels, row-major, over the rows where both are present. */
  counts(a: LevelColumn, b: LevelColumn): Float64Array;
}

type MemoryOf = (sizeBytes: number) => KernelMemory<AssociationKernels>;

/** The compiler may keep constants at the start of the memory. */
const start = 1024;

/** With compiled kernels wherever they can run, unless those in TypeScript are asked for; both give the same bits. */
export function columnPairs(kind: 'compiled' | 'plain' = 'compiled'): ColumnPairs {
  const memoryOf = growingMemory({ compiled: compiledAssociations, plain: typescriptAssociationKernels }, kind);
  return {
    products: (columns, pairs, absent) => products(memoryOf, columns, pairs, absent),
    sumsByLevel: (levels, number, absent) => sumsByLevel(memoryOf, levels, number, absent),
    counts: (a, b) => counts(memoryOf, a, b),
  };
}

/** Blocks of all columns should stay in the second cache; their size changes no sum. */
const blockBytes = 524_288;
const mostBlockRows = 1024;
const lanes = 8;

function products(
  memoryOf: MemoryOf,
  columns: readonly ScoredColumn[],
  pairs: Uint32Array,
  absent: Int32Array,
): Float64Array {
  const affordable = Math.floor(blockBytes / (8 * lanes * Math.max(1, columns.length))) * lanes;
  const rows = Math.min(mostBlockRows, Math.max(8 * lanes, affordable));
  const count = pairs.length / 2;
  const codesAt = start + 8 * rows * columns.length;
  const tables = tablesOf(
    columns.map(({ scores }) => scores),
    codesAt + 4 * rows,
  );
  const sumsAt = tables.end;
  const pairsAt = sumsAt + 8 * lanes * count;
  const { kernels, buffer } = memoryOf(pairsAt + 8 * count);
  tables.copyTo(buffer);
  const read = scoreReader(kernels, buffer, { rows, codesAt });
  const sums = new Float64Array(buffer, sumsAt, lanes * count).fill(0);
  new Uint32Array(buffer, pairsAt, 2 * count).set(pairs);
  const rowCount = columns[0]?.codes.length ?? 0;
  let gone = 0;
  for (let from = 0; from < rowCount; from += rows) {
    const until = behind(absent, gone, from + rows);
    for (const [place, { codes }] of columns.entries()) {
      const block = read(codes, from, tables.places[place] ?? 0, start + 8 * rows * place);
      for (let i = gone; i < until; i++) block[(absent[i] as number) - from] = 0;
    }
    gone = until;
    kernels.addProducts(start, rows, pairsAt, count, sumsAt);
  }
  return Float64Array.from({ length: count }, (_, pair) => across(sums, lanes * pair));
}

/** Behind the last row that is below `end`. */
function behind(rows: Int32Array, from: number, end: number): number {
  let at = from;
  while (at < rows.length && (rows[at] as number) < end) at++;
  return at;
}

/** Where tables of scores stand, one behind the other. */
function tablesOf(
  scores: readonly Float64Array[],
  from: number,
): { readonly places: readonly number[]; readonly end: number; readonly copyTo: (buffer: ArrayBufferLike) => void } {
  const places: number[] = [];
  let end = from;
  for (const table of scores) {
    places.push(end);
    end += table.byteLength;
  }
  const copyTo = (buffer: ArrayBufferLike): void => {
    for (const [i, table] of scores.entries()) new Float64Array(buffer, places[i], table.length).set(table);
  };
  return { places, end, copyTo };
}

/** Reads the scores of a block of rows, 0 behind the last row, and gives them. */
function scoreReader(
  kernels: AssociationKernels,
  buffer: ArrayBufferLike,
  { rows, codesAt }: { readonly rows: number; readonly codesAt: number },
): (codes: Int32Array, from: number, scores: number, into: number) => Float64Array {
  const block = new Int32Array(buffer, codesAt, rows);
  return (codes, from, scores, into) => {
    const own = codes.subarray(from, from + rows);
    block.set(own);
    block.fill(0, own.length);
    kernels.readScores(codesAt, rows, scores, into);
    const read = new Float64Array(buffer, into, rows);
    read.fill(0, own.length);
    return read;
  };
}

function across(sums: Float64Array, at: number): number {
  const pair = (i: number): number => (sums[at + i] as number) + (sums[at + i + 1] as number);
  return pair(0) + pair(2) + (pair(4) + pair(6));
}

function sumsByLevel(
  memoryOf: MemoryOf,
  levels: readonly LevelColumn[],
  { codes, values, ranks }: RankedColumn,
  absent: Int32Array,
): readonly Float64Array[] {
  const rows = mostBlockRows;
  const [valuesAt, ranksAt, levelsAt] = [start, start + 8 * rows, start + 16 * rows];
  const codesAt = levelsAt + rows;
  const tables = tablesOf([values, ranks], codesAt + 4 * rows);
  const [valueTable = 0, rankTable = 0] = tables.places;
  const sumsAt = tables.end;
  const places: number[] = [];
  let end = sumsAt;
  for (const column of levels) {
    places.push(end);
    // The last place takes the rows that are missing or left out.
    end += 8 * levelSums * (column.levels + 1);
  }
  const { kernels, buffer } = memoryOf(end);
  tables.copyTo(buffer);
  const read = scoreReader(kernels, buffer, { rows, codesAt });
  const block = new Uint8Array(buffer, levelsAt, rows);
  new Uint8Array(buffer, sumsAt, end - sumsAt).fill(0);
  let gone = 0;
  for (let from = 0; from < codes.length; from += rows) {
    const until = behind(absent, gone, from + rows);
    read(codes, from, valueTable, valuesAt);
    read(codes, from, rankTable, ranksAt);
    for (const [place, column] of levels.entries()) {
      const source = column.codes.subarray(from, from + rows);
      block.set(source);
      for (let i = gone; i < until; i++) block[(absent[i] as number) - from] = column.levels;
      kernels.addLevelSums(levelsAt, source.length, valuesAt, ranksAt, places[place] ?? 0);
    }
    gone = until;
  }
  return levels.map((column, place) => new Float64Array(buffer, places[place] ?? 0, levelSums * column.levels).slice());
}

const countTables = 4;

function counts(memoryOf: MemoryOf, a: LevelColumn, b: LevelColumn): Float64Array {
  const width = b.levels + 1;
  const size = (a.levels + 1) * width;
  const rows = Math.ceil(a.codes.length / 8) * 8;
  const countsAt = start + 2 * rows;
  const { kernels, buffer } = memoryOf(countsAt + 4 * countTables * size);
  const [left, right] = [new Uint8Array(buffer, start, rows), new Uint8Array(buffer, start + rows, rows)];
  left.set(a.codes);
  left.fill(a.levels, a.codes.length);
  right.set(b.codes);
  right.fill(b.levels, b.codes.length);
  const found = new Uint32Array(buffer, countsAt, countTables * size).fill(0);
  kernels.addPairCounts(start, start + rows, rows, width, countsAt, 4 * size);
  const counted = new Float64Array(a.levels * b.levels);
  for (let r = 0; r < a.levels; r++)
    for (let c = 0; c < b.levels; c++)
      for (let lane = 0; lane < countTables; lane++)
        counted[r * b.levels + c] =
          (counted[r * b.levels + c] as number) + (found[lane * size + r * width + c] as number);
  return counted;
}
