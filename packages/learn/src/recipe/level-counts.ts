import type { TextColumn } from '@tend/table';
import { canonicalOrder } from './canonical-order.ts';

export interface LevelCount {
  readonly level: string;
  readonly count: number;
}

export interface LevelCounts {
  readonly missing: number;
  /** Distinct values, the most frequent first, equally frequent ones in canonical order. */
  readonly levels: readonly LevelCount[];
}

/** How often each value of a text column occurs in the rows; in all of them where none are said. */
export function levelCounts(column: Omit<TextColumn, 'name'>, rows?: Int32Array): LevelCounts {
  const { counts, missing } = countLevels(column, rows);
  const levels: LevelCount[] = [];
  for (const [code, level] of column.dictionary.entries()) {
    const count = counts[code] ?? 0;
    if (count > 0) levels.push({ level, count });
  }
  levels.sort((a, b) => b.count - a.count || canonicalOrder(a.level, b.level));
  return { missing, levels };
}

/** The number of rows of each code of the dictionary, and of rows without a value. */
export function countLevels(
  { codes, dictionary }: Omit<TextColumn, 'name'>,
  rows?: Int32Array,
): { readonly counts: Int32Array; readonly missing: number } {
  const counts = new Int32Array(dictionary.length);
  const rowCount = rows?.length ?? codes.length;
  let missing = 0;
  for (let i = 0; i < rowCount; i++) {
    const code = codes[rows === undefined ? i : (rows[i] as number)] as number;
    if (code < 0) missing++;
    else counts[code] = (counts[code] as number) + 1;
  }
  return { counts, missing };
}
