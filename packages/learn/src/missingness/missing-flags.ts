import { type Column, columnOf, type Table } from '@tend/table';

/** In which of the rows a column is missing: bit i of the words for row i. */
export interface MissingFlags {
  readonly column: string;
  readonly words: Int32Array;
  readonly missing: number;
}

/** The flags of those columns that are missing in at least one of the rows. RangeError for an unknown column. */
export function missingFlags(table: Table, rows: Int32Array, columns: readonly string[]): readonly MissingFlags[] {
  return columns.map((name) => flagsOf(columnOf(table, name), rows)).filter(({ missing }) => missing > 0);
}

function flagsOf(column: Column, rows: Int32Array): MissingFlags {
  const words = new Int32Array((rows.length + 31) >>> 5);
  const missing =
    column.kind === 'text' ? flagTexts(column.codes, rows, words) : flagNumbers(column.values, rows, words);
  return { column: column.name, words, missing };
}

function flagTexts(codes: Int32Array, rows: Int32Array, words: Int32Array): number {
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    if ((codes[rows[i] as number] ?? -1) >= 0) continue;
    words[i >>> 5] = (words[i >>> 5] as number) | (1 << (i & 31));
    missing++;
  }
  return missing;
}

function flagNumbers(values: Float64Array, rows: Int32Array, words: Int32Array): number {
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isNaN(values[rows[i] as number] ?? Number.NaN)) continue;
    words[i >>> 5] = (words[i >>> 5] as number) | (1 << (i & 31));
    missing++;
  }
  return missing;
}

/** The places of the rows in which a column is missing, ascending. */
export function missingPlaces({ words, missing }: MissingFlags): Int32Array {
  const places = new Int32Array(missing);
  let count = 0;
  for (let w = 0; w < words.length; w++)
    for (let left = words[w] as number; left !== 0; left &= left - 1)
      places[count++] = 32 * w + 31 - Math.clz32(left & -left);
  return places;
}

/** In how many rows both are missing. */
export function bothMissing(a: MissingFlags, b: MissingFlags): number {
  let both = 0;
  for (let w = 0; w < a.words.length; w++) both += bitCount((a.words[w] as number) & (b.words[w] as number));
  return both;
}

/** Bits of a word by adding neighbours (Warren, Hacker's Delight, section 5-1). */
function bitCount(word: number): number {
  if (word === 0) return 0;
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
