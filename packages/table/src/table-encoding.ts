import type { ColumnKind } from './table.ts';

/**
 * The canonical bytes of a table, little-endian, without padding:
 *
 *     "TENDTBL" version:u8 rowCount:u32 columnCount:u32
 *     each column: nameBytes:u32 name:UTF-8 kind:u8
 *       numeric: rowCount x float64; the only NaN is 0x7ff8000000000000, and -0 does not occur
 *       text: entryCount:u32, each entry byteCount:u32 UTF-8; rowCount x int32 codes, -1 for missing
 *
 * Dictionary entries stand in order of first appearance and are all used, so one table has exactly one encoding.
 */
export const magic: readonly number[] = [0x54, 0x45, 0x4e, 0x44, 0x54, 0x42, 0x4c];
export const encodingVersion = 1;
/** A kind is stored as its place in this list: append only. */
export const encodedKinds: readonly ColumnKind[] = ['number', 'integer', 'boolean', 'date', 'instant', 'text'];
