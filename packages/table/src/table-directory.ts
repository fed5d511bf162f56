import { MalformedTable } from './malformed-table.ts';
import type { ColumnKind } from './table.ts';
import {
  type EncodedWidth,
  encodedKinds,
  encodedWidths,
  encodingVersion,
  headBytes,
  magic,
  paddingAfter,
} from './table-encoding.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Where the section of a column stands among the bytes of a table. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly width: EncodedWidth;
  readonly offset: number;
  readonly byteLength: number;
}

/** What stands at the end of an encoded table. */
export interface TableDirectory {
  readonly rowCount: number;
  readonly columns: readonly DirectoryEntry[];
}

/** The last bytes of an encoded table: they tell where its directory begins. */
export const tailBytes = 4;
const entryBytes = 14;

/** The directory's bytes with its tail. */
export function encodeDirectory({ rowCount, columns }: TableDirectory): Uint8Array {
  const names = columns.map(({ name }) => encodeUtf8(name));
  const length = 8 + names.reduce((sum, name) => sum + entryBytes + name.length, 0);
  const bytes = new Uint8Array(length + tailBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, rowCount, true);
  view.setUint32(4, columns.length, true);
  let at = 8;
  for (const [i, { kind, width, byteLength }] of columns.entries()) {
    const name = names[i] ?? new Uint8Array(0);
    view.setBigUint64(at, BigInt(byteLength), true);
    view.setUint8(at + 8, encodedKinds.indexOf(kind));
    view.setUint8(at + 9, encodedWidths.indexOf(width));
    view.setUint32(at + 10, name.length, true);
    bytes.set(name, at + entryBytes);
    at += entryBytes + name.length;
  }
  view.setUint32(length, length, true);
  return bytes;
}

/** Refuses bytes that do not begin as an encoded table does, given its first bytes. */
export function checkHead(head: Uint8Array): void {
  if (magic.some((byte, i) => head[i] !== byte)) throw new MalformedTable('this is not an encoded table', 0);
  const version = head[magic.length];
  if (version !== encodingVersion)
    throw new MalformedTable(`version ${version} of the encoding, this program reads ${encodingVersion}`, magic.length);
}

/** How many bytes the directory and its tail have, given the last bytes of a table of `size` bytes. */
export function directoryBytes(tail: Uint8Array, size: number): number {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const length = (tail.length < tailBytes ? 0 : view.getUint32(tail.length - tailBytes, true)) + tailBytes;
  // Checked before anything is allocated: a forged length must not cost memory.
  if (length < 8 + tailBytes || length > size - headBytes)
    throw new MalformedTable('the bytes end too early', Math.max(0, size - tailBytes));
  return length;
}

/** The directory of its bytes, the last of a table of `size` bytes. MalformedTable where it is none of such a table. */
export function decodeDirectory(bytes: Uint8Array, size: number): TableDirectory {
  const start = size - bytes.length;
  const end = bytes.length - tailBytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const columns: DirectoryEntry[] = [];
  const names = new Set<string>();
  let [at, offset] = [8, headBytes];
  for (let left = view.getUint32(4, true); left > 0; left--) {
    const refuse = (why: string): MalformedTable => new MalformedTable(why, start + at);
    const nameAt = at + entryBytes;
    if (nameAt > end) throw refuse('the bytes end too early');
    const nameEnd = nameAt + view.getUint32(at + 10, true);
    if (nameEnd > end) throw refuse('the bytes end too early');
    const byteLength = Number(view.getBigUint64(at, true));
    const kind = encodedKinds[view.getUint8(at + 8)];
    const width = encodedWidths[view.getUint8(at + 9)];
    const name = decodeUtf8(bytes.subarray(nameAt, nameEnd));
    if (name === undefined) throw refuse('a name that is not UTF-8');
    if (names.has(name)) throw refuse('two columns share a name');
    if (kind === undefined) throw refuse('unknown kind of column');
    if (width === undefined) throw refuse('unknown width of values');
    if (byteLength > start - offset) throw refuse('the bytes end too early');
    names.add(name);
    columns.push({ name, kind, width, offset, byteLength });
    offset += byteLength + paddingAfter(byteLength);
    at = nameEnd;
  }
  if (at !== end) throw new MalformedTable('more bytes than the directory has', start + at);
  if (offset !== start) throw new MalformedTable('more bytes than the table has', offset);
  return { rowCount: view.getUint32(0, true), columns };
}
