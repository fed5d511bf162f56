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

/** How often each value of a text column occurs in the rows. */
export function levelCounts(column: TextColumn, rows: Int32Array): LevelCounts {
  const counts = new Int32Array(column.dictionary.length);
  let missing = 0;
  for (const row of rows) {
    const code = column.codes[row] ?? -1;
    if (code < 0) missing++;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  const levels: LevelCount[] = [];
  for (const [code, level] of column.dictionary.entries()) {
    const count = counts[code] ?? 0;
    if (count > 0) levels.push({ level, count });
  }
  levels.sort((a, b) => b.count - a.count || canonicalOrder(a.level, b.level));
  return { missing, levels };
}
