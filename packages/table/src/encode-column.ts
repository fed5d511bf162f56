import { isInDomain } from './column-kinds.ts';
import { type EncodedDictionary, hasEqualEntries } from './encoded-dictionary.ts';
import { narrowestWidth, widthOfCodes } from './narrowest-width.ts';
import type { Column, NumericColumn, TextColumn } from './table.ts';
import type { EncodedWidth } from './table-encoding.ts';
import { inOrderOfAppearance } from './take-rows.ts';
import { writeUtf8 } from './utf8.ts';

/** A column's section, its bytes in order. */
export interface EncodedColumn {
  readonly width: EncodedWidth;
  readonly parts: readonly Uint8Array[];
}

/** The canonical section of a column. RangeError for a value its kind excludes and for a lone surrogate. */
export function encodeColumn(column: Column): EncodedColumn {
  return column.kind === 'text' ? encodeText(column) : encodeNumbers(column);
}

function encodeNumbers({ kind, name, values }: NumericColumn): EncodedColumn {
  const width = narrowestWidth(kind, values);
  if (width === undefined) {
    const row = values.findIndex((value) => !isInDomain(kind, value));
    throw new RangeError(`row ${row} of column "${name}" (${kind}) is ${values[row]}`);
  }
  switch (width) {
    case 'int8':
      return { width, parts: [bytesUnder(wholeNumbers(values, new Int8Array(values.length), -0x80))] };
    case 'int16':
      return { width, parts: [bytesUnder(wholeNumbers(values, new Int16Array(values.length), -0x8000))] };
    case 'int32':
      return { width, parts: [bytesUnder(wholeNumbers(values, new Int32Array(values.length), -0x8000_0000))] };
    case 'float32':
      return { width, parts: [bytesUnder(singles(values))] };
    case 'float64':
      return { width, parts: [bytesUnder(doubles(values))] };
  }
}

function wholeNumbers<A extends Int8Array | Int16Array | Int32Array>(
  values: Float64Array,
  encoded: A,
  missing: number,
): A {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    encoded[row] = Number.isNaN(value) ? missing : value;
  }
  return encoded;
}

function singles(values: Float64Array): Float32Array {
  const encoded = new Float32Array(values.length);
  const words = new Uint32Array(encoded.buffer);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    // Which NaN a Float32Array stores is the platform's matter.
    if (Number.isNaN(value)) words[row] = 0x7fc0_0000;
    else encoded[row] = value + 0;
  }
  return encoded;
}

function doubles(values: Float64Array): Float64Array {
  const encoded = new Float64Array(values.length);
  const words = new Uint32Array(encoded.buffer);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) words[2 * row + 1] = 0x7ff8_0000;
    else encoded[row] = value + 0;
  }
  return encoded;
}

function encodeText({ name, codes, dictionary }: TextColumn): EncodedColumn {
  const isOrdered = isInOrderOfAppearance(codes, dictionary.length);
  const first = isOrdered ? { codes, dictionary } : inOrderOfAppearance(codes, dictionary);
  const entries = encodeDictionary(name, first.dictionary);
  if (!isOrdered || !hasEqualEntries(entries)) return textSection(first.codes, entries);
  const distinct = inOrderOfAppearance(codes, dictionary);
  return textSection(distinct.codes, encodeDictionary(name, distinct.dictionary));
}

/** Whether codes are -1 or count up by first appearance until all entries are used. RangeError for any other code. */
function isInOrderOfAppearance(codes: Int32Array, entryCount: number): boolean {
  let seen = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code === seen) seen++;
    else if (code > seen || code < -1) return false;
  }
  return seen === entryCount;
}

function textSection(codes: Int32Array, { bytes, ends }: EncodedDictionary): EncodedColumn {
  const width = widthOfCodes(ends.length);
  const narrow = width === 'int8' ? new Int8Array(codes) : width === 'int16' ? new Int16Array(codes) : codes;
  const sizes = Uint32Array.of(ends.length, bytes.length);
  return { width, parts: [bytesUnder(sizes), bytesUnder(ends), bytesUnder(narrow), bytes] };
}

function encodeDictionary(name: string, dictionary: readonly string[]): EncodedDictionary {
  let [units, longest] = [0, 0];
  for (const entry of dictionary) {
    units += entry.length;
    if (entry.length > longest) longest = entry.length;
  }
  const ends = new Uint32Array(dictionary.length);
  // Most texts are ASCII, one byte a unit; where they are not, the bytes grow.
  let bytes = new Uint8Array(units + 3 * longest);
  let length = 0;
  for (let i = 0; i < dictionary.length; i++) {
    const entry = dictionary[i] ?? '';
    if (bytes.length - length < 3 * entry.length) {
      const grown = new Uint8Array(2 * bytes.length + 3 * longest);
      grown.set(bytes);
      bytes = grown;
    }
    length = writeUtf8(entry, bytes, length);
    ends[i] = length;
  }
  if (length > 0xffff_ffff) throw new RangeError(`column "${name}" has ${length} bytes of distinct text, above 4 GiB`);
  return { bytes: bytes.subarray(0, length), ends };
}

function bytesUnder({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
