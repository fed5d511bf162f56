import { encodeColumn } from './encode-column.ts';
import type { StoredTable } from './stored-table.ts';
import type { Column, Table } from './table.ts';
import { type DirectoryEntry, encodeDirectory } from './table-directory.ts';
import { encodingVersion, headBytes, magic, paddingAfter } from './table-encoding.ts';

/**
 * The canonical bytes of a table, whose SHA-256 is a snapshot's digest: equal bytes for equal schema and values in row
 * order, however the table came about. Layout in table-encoding.ts. RangeError for a value its column's kind excludes.
 */
export function encodeTable(table: Table): Uint8Array {
  const encoder = tableEncoder(table.rowCount);
  return concatenate([encoder.head, ...table.columns.flatMap((column) => encoder.section(column)), encoder.end()]);
}

/** The canonical bytes of a stored table in pieces, with one column in memory at a time. RangeError as `encodeTable`. */
export async function* encodeStoredTable(table: StoredTable): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = tableEncoder(table.rowCount);
  yield encoder.head;
  for (const { name } of table.schema) yield* encoder.section(await table.column(name));
  yield encoder.end();
}

interface TableEncoder {
  readonly head: Uint8Array;
  /** The bytes of the next column. */
  section(column: Column): readonly Uint8Array[];
  /** The bytes after the last column. */
  end(): Uint8Array;
}

function tableEncoder(rowCount: number): TableEncoder {
  const columns: DirectoryEntry[] = [];
  const names = new Set<string>();
  let offset = headBytes;
  return {
    head: Uint8Array.of(...magic, encodingVersion),
    section(column) {
      const { name, kind } = column;
      if (names.has(name)) throw new RangeError(`two columns are named "${name}"`);
      names.add(name);
      const length = column.kind === 'text' ? column.codes.length : column.values.length;
      if (length !== rowCount) throw new RangeError(`column "${name}" has ${length} rows, the table ${rowCount}`);
      const { width, parts } = encodeColumn(column);
      const byteLength = parts.reduce((sum, part) => sum + part.length, 0);
      columns.push({ name, kind, width, offset, byteLength });
      const padding = paddingAfter(byteLength);
      offset += byteLength + padding;
      return [...parts, new Uint8Array(padding)];
    },
    end: () => encodeDirectory({ rowCount, columns }),
  };
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
