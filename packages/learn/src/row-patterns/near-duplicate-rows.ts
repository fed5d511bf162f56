import { gammaSurvival, hash32, type Interval, wilsonInterval } from '@tend/kernels';
import type { BinnedColumn } from './bin-columns.ts';

/** Rows that agree in nearly all columns with another one. */
export interface NearDuplicateRows {
  /** Different rows that were compared; of equal ones the first. */
  readonly n: number;
  readonly columns: readonly string[];
  /** Two rows are near where at most so many of the columns differ, numbers being cut to 256 bins of equal count. */
  readonly mostDifferent: number;
  readonly rows: number;
  readonly pairs: number;
  /** Pairs that would be near if the columns had nothing to do with each other, and the chance of as many as were found. */
  readonly expectedPairs: number;
  readonly pValue: number;
  /** Of copies with that many cells changed, planted among the rows, the share that the search found; 95% interval. */
  readonly recall: Interval & { readonly planted: number; readonly found: number };
  /** Of pairs with known outcomes, those whose outcomes differ, and the share that differs among any two rows. */
  readonly conflicts?: NearConflicts;
}

export interface NearConflicts {
  readonly pairs: number;
  readonly differing: number;
  readonly rows: number;
  readonly shareOfAnyPairs: number;
}

const leastColumns = 5;
const shareDifferent = 0.1;
const mostBands = 9;
const plantedCount = 200;
const rowsABlock = 512;
const mostNarrow = 65_536;
/** Rows of one bucket that a row is compared with, the nearest before it. */
const mostCompared = 32;

/**
 * Finds near rows by locality-sensitive hashing: the columns are dealt to one band more than may differ, so that two near
 * rows agree in a whole band (the pigeonhole principle). Rows of equal band are compared cell by cell, with the 32 before
 * at most. `classes`: an outcome for each row, -1 for unknown. Undefined with fewer than 5 columns that tell rows apart.
 */
export function nearDuplicateRows(all: readonly BinnedColumn[], classes?: Int32Array): NearDuplicateRows | undefined {
  const used = all.map(describe).filter(({ agreement, isIdentifier }) => agreement < 1 && !isIdentifier);
  if (used.length < leastColumns) return undefined;
  const mostDifferent = Math.min(mostBands - 1, Math.max(1, Math.floor(used.length * shareDifferent)));
  const columns = used.map(({ binned }) => binned.codes);
  const first = firstOfEqual(columns, columns[0]?.length ?? 0);
  const planted = plant(
    used.map(({ binned }) => binned),
    first,
    mostDifferent,
  );
  const bands = bandsOf(used, mostDifferent + 1);
  const pairs = nearPairs(planted, bands, mostDifferent);
  const hasNear = new Uint8Array(first.length);
  let rows = 0;
  let count = 0;
  const found = new Set<number>();
  const conflicts = { pairs: 0, differing: 0, rows: 0 };
  const inConflict = new Uint8Array(first.length);
  for (let p = 0; p < pairs.length; p += 2) {
    const [a, b] = [pairs[p] as number, pairs[p + 1] as number];
    const copy = Math.max(a, b) - first.length;
    if (copy >= 0) {
      if (planted.sources[copy] === Math.min(a, b)) found.add(copy);
      continue;
    }
    count++;
    rows += mark(hasNear, a) + mark(hasNear, b);
    const [one, other] = [classes?.[first[a] as number] ?? -1, classes?.[first[b] as number] ?? -1];
    if (one < 0 || other < 0) continue;
    conflicts.pairs++;
    if (one === other) continue;
    conflicts.differing++;
    conflicts.rows += mark(inConflict, a) + mark(inConflict, b);
  }
  const expectedPairs =
    ((first.length * (first.length - 1)) / 2) *
    chanceOfNear(
      used.map(({ agreement }) => agreement),
      mostDifferent,
    );
  return {
    n: first.length,
    columns: used.map(({ binned }) => binned.column),
    mostDifferent,
    rows,
    pairs: count,
    expectedPairs,
    pValue: count === 0 ? 1 : Math.max(0, 1 - gammaSurvival(count, expectedPairs)),
    recall: {
      planted: planted.sources.length,
      found: found.size,
      ...wilsonInterval(found.size, planted.sources.length, 0.95),
    },
    ...(classes === undefined || conflicts.pairs === 0
      ? {}
      : { conflicts: { ...conflicts, shareOfAnyPairs: shareDiffering(classes) } }),
  };
}

/** Marks a place; 1 where it was not marked before, else 0. */
function mark(marks: Uint8Array, place: number): number {
  const isNew = 1 - (marks[place] as number);
  marks[place] = 1;
  return isNew;
}

interface UsedColumn {
  readonly binned: BinnedColumn;
  /** The chance that two rows agree in it. */
  readonly agreement: number;
  readonly isIdentifier: boolean;
}

function describe(binned: BinnedColumn): UsedColumn {
  const n = binned.codes.length;
  let agreement = 0;
  let mostFrequent = 0;
  for (const count of binned.counts) {
    agreement += (count / n) * (count / n);
    mostFrequent = Math.max(mostFrequent, count);
  }
  // A running number has no value twice: it would hide twins.
  const { kind, sorted } = binned;
  const isIdentifier =
    kind === 'text' ? mostFrequent <= 1 : kind === 'integer' && sorted !== undefined && allDiffer(sorted);
  return { binned, agreement, isIdentifier };
}

function allDiffer(sorted: Float64Array): boolean {
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

/** The rows that equal no earlier one. */
function firstOfEqual(columns: readonly Int32Array[], rowCount: number): Int32Array {
  const mask = slotCount(rowCount) - 1;
  const head = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(rowCount);
  const keys = keysOf(columns, rowCount);
  const first = new Int32Array(rowCount);
  let count = 0;
  for (let i = 0; i < rowCount; i++) {
    const key = keys[i] as number;
    const slot = key & mask;
    let other = head[slot] as number;
    while (other >= 0 && (keys[other] !== key || !isEqual(columns, i, other))) other = next[other] as number;
    if (other >= 0) continue;
    next[i] = head[slot] as number;
    head[slot] = i;
    first[count++] = i;
  }
  return first.slice(0, count);
}

function isEqual(columns: readonly Int32Array[], a: number, b: number): boolean {
  for (let c = 0; c < columns.length; c++) {
    const codes = columns[c] as Int32Array;
    if (codes[a] !== codes[b]) return false;
  }
  return true;
}

/** Of each row a digest of its codes, a column at a time. */
function keysOf(columns: readonly Int32Array[], rowCount: number): Int32Array {
  const keys = new Int32Array(rowCount).fill(0x9e3779b9);
  for (const codes of columns)
    for (let i = 0; i < rowCount; i++) {
      const key = Math.imul((keys[i] as number) ^ (codes[i] as number), 0x85ebca6b);
      keys[i] = key ^ (key >>> 15);
    }
  for (let i = 0; i < rowCount; i++) {
    const key = Math.imul(keys[i] as number, 0xc2b2ae35);
    keys[i] = key ^ (key >>> 13);
  }
  return keys;
}

/** In half the memory where codes have 16 bits: what is compared lies far apart. */
type CodesByRow = Int32Array | Uint16Array;

/** Codes of columns, and the same row after row, so that two rows are compared in two places of memory. */
interface PlantedCells {
  readonly columns: readonly Int32Array[];
  readonly codes: CodesByRow;
  readonly width: number;
  /** The places of rows in the order in which they are looked at: copies stand between the others. */
  readonly order: Int32Array;
  readonly sources: Int32Array;
}

/** The first rows of each kind, and behind them copies of some with as many cells changed as may differ. */
function plant(all: readonly BinnedColumn[], first: Int32Array, changes: number): PlantedCells {
  const n = first.length;
  const width = all.length;
  const copies = Math.min(plantedCount, n);
  const sources = Int32Array.from({ length: copies }, (_, k) => hash32(k, 11) % n);
  const isNarrow = all.every(({ counts }) => counts.length <= mostNarrow);
  const columns = all.map(({ codes }) => {
    const own = new Int32Array(n + copies);
    for (let i = 0; i < n; i++) own[i] = codes[first[i] as number] as number;
    for (let k = 0; k < copies; k++) own[n + k] = own[sources[k] as number] as number;
    return own;
  });
  for (let k = 0; k < copies; k++)
    for (let change = 0; change < changes; change++) {
      const own = columns[hash32(k * mostBands + change, 12) % width] as Int32Array;
      own[n + k] = own[hash32(k * mostBands + change, 13) % n] as number;
    }
  return { columns, codes: rowAfterRow(columns, n + copies, isNarrow), width, order: orderOf(n, copies), sources };
}

/** The places 0 to n - 1 in their order, each of the copies behind one of them. */
function orderOf(n: number, copies: number): Int32Array {
  const behind = Array.from({ length: copies }, (_, k) => ({ copy: n + k, row: hash32(n + k, 14) % n }));
  const order = new Int32Array(n + copies);
  let next = 0;
  let at = 0;
  for (const { copy, row } of behind.sort((a, b) => a.row - b.row)) {
    while (next <= row) order[at++] = next++;
    order[at++] = copy;
  }
  while (next < n) order[at++] = next++;
  return order;
}

function rowAfterRow(columns: readonly Int32Array[], rowCount: number, isNarrow: boolean): CodesByRow {
  const width = columns.length;
  const codes = new (isNarrow ? Uint16Array : Int32Array)(rowCount * width);
  // Of a block of rows all columns are written while their places are in the cache.
  for (let from = 0; from < rowCount; from += rowsABlock) {
    const to = Math.min(rowCount, from + rowsABlock);
    for (let c = 0; c < width; c++) {
      const column = columns[c] as Int32Array;
      for (let i = from, at = from * width + c; i < to; i++, at += width) codes[at] = column[i] as number;
    }
  }
  return codes;
}

/** Columns that tell much are spread evenly over the bands. */
function bandsOf(used: readonly UsedColumn[], bandCount: number): readonly (readonly number[])[] {
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  const byAgreement = [...used.keys()].sort((a, b) => (used[a]?.agreement ?? 0) - (used[b]?.agreement ?? 0) || a - b);
  for (const [i, c] of byAgreement.entries()) {
    const place = i % (2 * bandCount);
    bands[place < bandCount ? place : 2 * bandCount - 1 - place]?.push(c);
  }
  return bands;
}

/** Pairs of places of near rows one after another, each pair once. */
function nearPairs(planted: PlantedCells, bands: readonly (readonly number[])[], most: number): readonly number[] {
  const { columns, codes, width, order } = planted;
  const pairs: number[] = [];
  const mask = slotCount(order.length) - 1;
  const head = new Int32Array(mask + 1);
  const next = new Int32Array(order.length);
  for (const [b, band] of bands.entries()) {
    head.fill(-1);
    const earlier = bands.slice(0, b);
    const keys = keysOf(
      band.map((c) => columns[c] as Int32Array),
      order.length,
    );
    for (let k = 0; k < order.length; k++) {
      const i = order[k] as number;
      const key = keys[i] as number;
      const slot = key & mask;
      let compared = 0;
      for (let j = head[slot] as number; j >= 0 && compared < mostCompared; j = next[j] as number) {
        if (keys[j] !== key) continue;
        compared++;
        if (!isNear(codes, width * i, width * j, width, most)) continue;
        // A pair that agrees in an earlier band was seen there.
        if (!earlier.some((places) => agrees(codes, i * width, j * width, places))) pairs.push(j, i);
      }
      next[i] = head[slot] as number;
      head[slot] = i;
    }
  }
  return pairs;
}

function slotCount(rowCount: number): number {
  let slots = 1024;
  while (slots < 2 * rowCount) slots *= 2;
  return slots;
}

function agrees(codes: CodesByRow, a: number, b: number, columns: readonly number[]): boolean {
  for (let k = 0; k < columns.length; k++) {
    const c = columns[k] as number;
    if (codes[a + c] !== codes[b + c]) return false;
  }
  return true;
}

/** Whether at most `most` cells of two rows differ, which begin at these places. */
function isNear(codes: CodesByRow, a: number, b: number, width: number, most: number): boolean {
  let different = 0;
  for (let c = 0; c < width; c++) if (codes[a + c] !== codes[b + c] && ++different > most) return false;
  return true;
}

/** The chance that at most `most` of independent columns differ, by adding one column after the other. */
function chanceOfNear(agreements: readonly number[], most: number): number {
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  for (const agreement of agreements)
    for (let different = most; different >= 0; different--) {
      const fewer = different === 0 ? 0 : (chances[different - 1] as number);
      chances[different] = (chances[different] as number) * agreement + fewer * (1 - agreement);
    }
  return sum(chances);
}

function shareDiffering(classes: Int32Array): number {
  const counts = new Map<number, number>();
  let known = 0;
  for (const code of classes) {
    if (code < 0) continue;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    known++;
  }
  let same = 0;
  for (const count of counts.values()) same += count * (count - 1);
  return 1 - same / (known * (known - 1));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
