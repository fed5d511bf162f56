import { decodeDictionary, hasEqualEntries } from './encoded-dictionary.ts';
import { MalformedTable } from './malformed-table.ts';
import { narrowestWidth, widthOfCodes } from './narrowest-width.ts';
import type { Column, NumericKind, TextColumn } from './table.ts';
import type { DirectoryEntry } from './table-directory.ts';
import { bytesOf, type EncodedWidth } from './table-encoding.ts';

/**
 * The column of a section's bytes, which it may keep. MalformedTable for anything that `encodeColumn` would not have
 * written.
 */
export function decodeColumn(entry: DirectoryEntry, rowCount: number, section: Uint8Array): Column {
  if (section.length !== entry.byteLength) throw new MalformedTable('the bytes end too early', entry.offset);
  // Typed arrays start at multiples of their width.
  const bytes = section.byteOffset % 8 === 0 ? section : new Uint8Array(section);
  return entry.kind === 'text' ? decodeText(entry, rowCount, bytes) : decodeNumbers(entry, entry.kind, rowCount, bytes);
}

function decodeNumbers(entry: DirectoryEntry, kind: NumericKind, rowCount: number, bytes: Uint8Array): Column {
  const { name, offset, width } = entry;
  if (bytes.length !== rowCount * bytesOf[width]) throw new MalformedTable('a section of another size', offset);
  const values = numbersOf(entry, bytes);
  if (narrowestWidth(kind, values) !== width)
    throw new MalformedTable(`these values are not stored as ${kind} in ${width}`, offset);
  return { kind, name, values };
}

function numbersOf({ offset, width }: DirectoryEntry, { buffer, byteOffset, byteLength }: Uint8Array): Float64Array {
  switch (width) {
    case 'int8':
      return wholeNumbers(new Int8Array(buffer, byteOffset, byteLength), -0x80);
    case 'int16':
      return wholeNumbers(new Int16Array(buffer, byteOffset, byteLength / 2), -0x8000);
    case 'int32':
      return wholeNumbers(new Int32Array(buffer, byteOffset, byteLength / 4), -0x8000_0000);
    case 'float32': {
      const encoded = new Float32Array(buffer, byteOffset, byteLength / 4);
      const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
      for (let row = 0; row < encoded.length; row++) {
        const value = encoded[row] ?? Number.NaN;
        const isCanonical = Number.isNaN(value) ? words[row] === 0x7fc0_0000 : value !== 0 || words[row] === 0;
        if (!isCanonical) throw new MalformedTable('no number is stored as these bytes', offset + row * 4);
      }
      return new Float64Array(encoded);
    }
    case 'float64': {
      const values = new Float64Array(buffer, byteOffset, byteLength / 8);
      const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
      for (let row = 0; row < values.length; row++) {
        const value = values[row] ?? Number.NaN;
        if (!Number.isNaN(value) && value !== 0) continue;
        const isCanonical = words[2 * row] === 0 && words[2 * row + 1] === (value === 0 ? 0 : 0x7ff8_0000);
        if (!isCanonical) throw new MalformedTable('no number is stored as these bytes', offset + row * 8);
      }
      return values;
    }
  }
}

function wholeNumbers(encoded: Int8Array | Int16Array | Int32Array, missing: number): Float64Array {
  const values = new Float64Array(encoded.length);
  for (let row = 0; row < values.length; row++) {
    const value = encoded[row] ?? missing;
    values[row] = value === missing ? Number.NaN : value;
  }
  return values;
}

function decodeText({ name, offset, width }: DirectoryEntry, rowCount: number, bytes: Uint8Array): TextColumn {
  const refuse = (why: string): MalformedTable => new MalformedTable(why, offset);
  if (bytes.length < 8) throw refuse('the bytes end too early');
  const [entryCount = 0, textBytes = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2);
  if (entryCount > rowCount) throw refuse('more dictionary entries than rows');
  if (width !== widthOfCodes(entryCount)) throw refuse(`codes of another width than ${entryCount} entries need`);
  const codesAt = 8 + 4 * entryCount;
  const textAt = codesAt + rowCount * bytesOf[width];
  if (bytes.length !== textAt + textBytes) throw refuse('a section of another size');
  const ends = new Uint32Array(bytes.buffer, bytes.byteOffset + 8, entryCount);
  for (let i = 0, end = 0; i < entryCount; i++) {
    const next = ends[i] ?? 0;
    if (next < end || next > textBytes) throw refuse('dictionary entries that overlap');
    end = next;
  }
  if ((ends.at(-1) ?? 0) !== textBytes) throw refuse('more text than the entries have');
  const codes = codesOf(width, bytes, codesAt, rowCount);
  refuseDisorder(codes, entryCount, offset);
  const entries = { bytes: bytes.subarray(textAt), ends };
  if (hasEqualEntries(entries)) throw refuse('two equal dictionary entries');
  const dictionary = decodeDictionary(entries);
  if (dictionary === undefined) throw refuse('a string that is not UTF-8');
  return { kind: 'text', name, codes, dictionary };
}

function codesOf(width: EncodedWidth, { buffer, byteOffset }: Uint8Array, at: number, rowCount: number): Int32Array {
  if (width === 'int8') return new Int32Array(new Int8Array(buffer, byteOffset + at, rowCount));
  if (width === 'int16') return new Int32Array(new Int16Array(buffer, byteOffset + at, rowCount));
  // A copy: the column would otherwise keep the bytes of its texts in memory.
  return new Int32Array(buffer, byteOffset + at, rowCount).slice();
}

function refuseDisorder(codes: Int32Array, entryCount: number, offset: number): void {
  let seen = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code < -1 || code > seen || code >= entryCount) throw new MalformedTable('a code out of order', offset);
    if (code === seen) seen++;
  }
  if (seen !== entryCount) throw new MalformedTable('a dictionary entry without a row', offset);
}
