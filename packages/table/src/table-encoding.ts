import type { ColumnKind } from './table.ts';

/**
 * The canonical bytes of a table, little-endian as the memory of WebAssembly is. Parts start at multiples of 8; the bytes
 * between them are 0.
 *
 *     "TENDTBL" version:u8
 *     a section for each column
 *     directory: rowCount:u32 columnCount:u32
 *       each column: byteLength:u64 kind:u8 width:u8 nameBytes:u32 name:UTF-8
 *     directoryBytes:u32
 *
 *     section of numbers: rowCount values of the width
 *     section of texts: entryCount:u32 textBytes:u32, end of each entry:u32, rowCount codes of the width, entries:UTF-8
 *
 * The width is the first of the list below that holds all values exactly. A missing number is the lowest integer of its
 * width or the one NaN of its width (0x7fc00000, 0x7ff8000000000000), a missing text is -1; -0 does not occur. Dictionary
 * entries stand in order of first appearance, are distinct and all used. So one table has exactly one encoding. The
 * directory stands last, so that a table is written, and hashed, column by column in one go.
 */
export const magic: readonly number[] = [0x54, 0x45, 0x4e, 0x44, 0x54, 0x42, 0x4c];
export const encodingVersion = 2;
/** Bytes before the first section. */
export const headBytes: number = magic.length + 1;
/** A kind is stored as its place in this list: append only. */
export const encodedKinds: readonly ColumnKind[] = ['number', 'integer', 'boolean', 'date', 'instant', 'text'];

/** A width is stored as its place in this list: append only. */
export const encodedWidths = ['int8', 'int16', 'int32', 'float32', 'float64'] as const;
export type EncodedWidth = (typeof encodedWidths)[number];
export const bytesOf: Readonly<Record<EncodedWidth, number>> = { int8: 1, int16: 2, int32: 4, float32: 4, float64: 8 };

/** Zeros before the part that follows one of this length. */
export function paddingAfter(length: number): number {
  return (8 - (length % 8)) % 8;
}
