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
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const isMissing =
      column.kind === 'text' ? (column.codes[row] ?? -1) < 0 : Number.isNaN(column.values[row] ?? Number.NaN);
    if (!isMissing) continue;
    words[i >>> 5] = (words[i >>> 5] as number) | (1 << (i & 31));
    missing++;
  }
  return { column: column.name, words, missing };
}

/** Whether row i of the rows is missing. */
export function isFlagged({ words }: MissingFlags, i: number): boolean {
  return (((words[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
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
