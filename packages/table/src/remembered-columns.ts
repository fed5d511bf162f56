import type { StoredTable } from './stored-table.ts';
import type { Column } from './table.ts';

/**
 * A stored table that keeps the columns it has loaded, as long as all that are kept take up to `mostBytes`. Nothing kept is
 * given up for another: whoever goes over a large table again and again would otherwise find nothing of it.
 */
export function rememberedColumns(stored: StoredTable, mostBytes: number): StoredTable {
  const kept = new Map<string, Column>();
  let bytesLeft = mostBytes;
  return {
    ...stored,
    async column(name) {
      const known = kept.get(name);
      if (known !== undefined) return known;
      const column = await stored.column(name);
      const bytes = memoryOf(column);
      if (bytes <= bytesLeft && !kept.has(name)) {
        bytesLeft -= bytes;
        kept.set(name, column);
      }
      return column;
    },
  };
}

/** About the bytes of a column in memory; a string has its characters and what the engine adds to each. */
function memoryOf(column: Column): number {
  if (column.kind !== 'text') return column.values.byteLength;
  let units = 0;
  for (const entry of column.dictionary) units += entry.length;
  return column.codes.byteLength + units + 40 * column.dictionary.length;
}
