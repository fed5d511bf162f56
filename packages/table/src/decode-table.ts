import { isInDomain } from './column-kinds.ts';
import type { Column, NumericColumn, NumericKind, Table, TextColumn } from './table.ts';
import { encodedKinds, encodingVersion, magic } from './table-encoding.ts';
import { decodeUtf8 } from './utf8.ts';

/** Bytes that are not the canonical encoding of any table. */
export class MalformedTable extends Error {
  /** Offset of the first byte that does not fit. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message}, at byte ${offset}`);
    this.name = 'MalformedTable';
    this.offset = offset;
  }
}

/** The table of canonical bytes; MalformedTable for anything that `encodeTable` would not have written. */
export function decodeTable(bytes: Uint8Array): Table {
  const reader = new ByteReader(bytes);
  for (const byte of magic) if (reader.u8() !== byte) throw new MalformedTable('this is not an encoded table', 0);
  const version = reader.u8();
  if (version !== encodingVersion)
    throw new MalformedTable(`version ${version} of the encoding, this program reads ${encodingVersion}`, magic.length);
  const rowCount = reader.u32();
  const columnCount = reader.u32();
  const columns: Column[] = [];
  const names = new Set<string>();
  for (let i = 0; i < columnCount; i++) {
    const start = reader.offset;
    const name = reader.text();
    if (names.has(name)) throw new MalformedTable('two columns share a name', start);
    names.add(name);
    const kind = encodedKinds[reader.u8()];
    if (kind === undefined) throw new MalformedTable('unknown kind of column', reader.offset - 1);
    columns.push(kind === 'text' ? readText(reader, name, rowCount) : readNumbers(reader, name, kind, rowCount));
  }
  if (reader.offset !== bytes.length) throw new MalformedTable('more bytes than the table has', reader.offset);
  return { rowCount, columns };
}

function readNumbers(reader: ByteReader, name: string, kind: NumericKind, rowCount: number): NumericColumn {
  const view = reader.take(rowCount * 8);
  const values = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const value = view.getFloat64(row * 8, true);
    const high = view.getUint32(row * 8 + 4, true);
    const isCanonical = Number.isNaN(value)
      ? high === 0x7ff8_0000 && view.getUint32(row * 8, true) === 0
      : value !== 0 || high === 0;
    if (!isCanonical || !isInDomain(kind, value))
      throw new MalformedTable(`no ${kind} is stored as these bytes`, view.byteOffset + row * 8);
    values[row] = value;
  }
  return { kind, name, values };
}

function readText(reader: ByteReader, name: string, rowCount: number): TextColumn {
  const entryCount = reader.u32();
  if (entryCount > rowCount) throw new MalformedTable('more dictionary entries than rows', reader.offset - 4);
  const dictionary: string[] = [];
  for (let i = 0; i < entryCount; i++) dictionary.push(reader.text());
  if (new Set(dictionary).size !== entryCount) throw new MalformedTable('two equal dictionary entries', reader.offset);
  const view = reader.take(rowCount * 4);
  const codes = new Int32Array(rowCount);
  let seen = 0;
  for (let row = 0; row < rowCount; row++) {
    const code = view.getInt32(row * 4, true);
    if (code < -1 || code > seen || code >= entryCount)
      throw new MalformedTable('a code out of order', view.byteOffset + row * 4);
    if (code === seen) seen++;
    codes[row] = code;
  }
  if (seen !== entryCount) throw new MalformedTable('a dictionary entry without a row', reader.offset);
  return { kind: 'text', name, codes, dictionary };
}

class ByteReader {
  readonly #bytes: Uint8Array;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): DataView {
    // Checked before anything is allocated: a forged length must not cost memory.
    if (length > this.#bytes.length - this.offset) throw new MalformedTable('the bytes end too early', this.offset);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.offset, length);
    this.offset += length;
    return view;
  }

  u8(): number {
    return this.take(1).getUint8(0);
  }

  u32(): number {
    return this.take(4).getUint32(0, true);
  }

  text(): string {
    const start = this.offset;
    const view = this.take(this.u32());
    const text = decodeUtf8(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    if (text === undefined) throw new MalformedTable('a string that is not UTF-8', start);
    return text;
  }
}
