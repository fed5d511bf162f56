import { decodeColumn } from './decode-column.ts';
import { MalformedTable } from './malformed-table.ts';
import type { StoredTable } from './stored-table.ts';
import type { Table } from './table.ts';
import { checkHead, type DirectoryEntry, decodeDirectory, directoryBytes, tailBytes } from './table-directory.ts';
import { headBytes, paddingAfter } from './table-encoding.ts';

/** The table of canonical bytes; MalformedTable for anything that `encodeTable` would not have written. */
export function decodeTable(bytes: Uint8Array): Table {
  checkHead(bytes.subarray(0, headBytes));
  const length = directoryBytes(bytes.subarray(-tailBytes), bytes.length);
  const { rowCount, columns } = decodeDirectory(bytes.subarray(-length), bytes.length);
  return {
    rowCount,
    columns: columns.map((entry) => {
      const { offset, byteLength } = entry;
      const padded = bytes.subarray(offset, offset + byteLength + paddingAfter(byteLength));
      return decodeSection(entry, rowCount, new Uint8Array(padded));
    }),
  };
}

/** Canonical bytes somewhere else: `read` gives those from `start` on, memory of their own. */
export interface EncodedBytes {
  readonly size: number;
  read(start: number, length: number): Promise<Uint8Array>;
}

/** The table of canonical bytes, of which it reads the directory now and each column when it is asked for. MalformedTable. */
export async function openEncodedTable(bytes: EncodedBytes): Promise<StoredTable> {
  const { size } = bytes;
  if (size < headBytes + tailBytes) throw new MalformedTable('the bytes end too early', size);
  checkHead(await bytes.read(0, headBytes));
  const length = directoryBytes(await bytes.read(size - tailBytes, tailBytes), size);
  const { rowCount, columns } = decodeDirectory(await bytes.read(size - length, length), size);
  const entries = new Map(columns.map((entry) => [entry.name, entry]));
  return {
    rowCount,
    schema: columns.map(({ name, kind }) => ({ name, kind })),
    async column(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new RangeError(`the table has no column "${name}"`);
      const { offset, byteLength } = entry;
      return decodeSection(entry, rowCount, await bytes.read(offset, byteLength + paddingAfter(byteLength)));
    },
  };
}

function decodeSection(entry: DirectoryEntry, rowCount: number, padded: Uint8Array): Table['columns'][number] {
  for (let i = entry.byteLength; i < padded.length; i++)
    if (padded[i] !== 0) throw new MalformedTable('bytes between two columns', entry.offset + i);
  return decodeColumn(entry, rowCount, padded.subarray(0, entry.byteLength));
}
