import { isInDomain } from './column-kinds.ts';
import type { Column, NumericColumn, Table, TextColumn } from './table.ts';
import { encodedKinds, encodingVersion, magic } from './table-encoding.ts';
import { inOrderOfAppearance } from './take-rows.ts';
import { encodeUtf8 } from './utf8.ts';

/**
 * The canonical bytes of a table, whose SHA-256 is a snapshot's digest: equal bytes for equal schema and values in row
 * order, however the table came about. Layout in table-encoding.ts. RangeError for a value its column's kind excludes.
 */
export function encodeTable(table: Table): Uint8Array {
  const header = new Uint8Array(magic.length + 9);
  header.set(magic);
  header[magic.length] = encodingVersion;
  const view = new DataView(header.buffer);
  view.setUint32(magic.length + 1, table.rowCount, true);
  view.setUint32(magic.length + 5, table.columns.length, true);
  const names = new Set<string>();
  const parts: Uint8Array[] = [header];
  for (const column of table.columns) {
    if (names.has(column.name)) throw new RangeError(`two columns are named "${column.name}"`);
    names.add(column.name);
    const length = column.kind === 'text' ? column.codes.length : column.values.length;
    if (length !== table.rowCount)
      throw new RangeError(`column "${column.name}" has ${length} rows, the table ${table.rowCount}`);
    parts.push(withLength(encodeUtf8(column.name)), Uint8Array.of(encodedKinds.indexOf(column.kind)));
    parts.push(...encodeColumn(column));
  }
  return concatenate(parts);
}

function encodeColumn(column: Column): Uint8Array[] {
  return column.kind === 'text' ? encodeText(column) : [encodeNumbers(column)];
}

function encodeNumbers({ kind, name, values }: NumericColumn): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!isInDomain(kind, value)) throw new RangeError(`row ${row} of column "${name}" (${kind}) is ${value}`);
    if (Number.isNaN(value)) view.setUint32(row * 8 + 4, 0x7ff8_0000, true);
    else view.setFloat64(row * 8, value === 0 ? 0 : value, true);
  }
  return new Uint8Array(view.buffer);
}

function encodeText(column: TextColumn): Uint8Array[] {
  const { codes, dictionary } = inOrderOfAppearance(column.codes, column.dictionary);
  const count = new DataView(new ArrayBuffer(4));
  count.setUint32(0, dictionary.length, true);
  const view = new DataView(new ArrayBuffer(codes.length * 4));
  for (let row = 0; row < codes.length; row++) view.setInt32(row * 4, codes[row] ?? -1, true);
  const entries = concatenate(dictionary.map((entry) => withLength(encodeUtf8(entry))));
  return [new Uint8Array(count.buffer), entries, new Uint8Array(view.buffer)];
}

function withLength(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(4 + bytes.length);
  new DataView(result.buffer).setUint32(0, bytes.length, true);
  result.set(bytes, 4);
  return result;
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
