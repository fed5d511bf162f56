import { encodedKinds, encodeUtf8 } from '@tend/table';
import { type ByteWriter, byteWriter } from '../estimators/byte-writer.ts';
import { type KeptSketch, keepSketch } from './kept-sketch.ts';
import { writeKeptTexts } from './write-kept-texts.ts';
import { writeNumberSketch } from './write-number-sketch.ts';

/** Sketches of columns of a table, and of which of its rows they were made. */
export interface KeptSketches {
  readonly tableRows: number;
  /** Row numbers from 0, ascending. */
  readonly rows: Int32Array;
  readonly columns: readonly KeptSketch[];
}

/** "TENDSKT" and the version of the layout. */
export const sketchMagic: readonly number[] = [0x54, 0x45, 0x4e, 0x44, 0x53, 0x4b, 0x54, 1];

/**
 * The bytes of sketches, from which `decodeSketches` makes equal ones; equal sketches have equal bytes. RangeError for rows that do not
 * ascend below `tableRows`. Little-endian, whole numbers that may pass 2^32 as f64, a
 * kind as its place in `encodedKinds`:
 *
 *     "TENDSKT" version:u8 tableRows:u32 a bit a row, the lowest first: whether it was sketched
 *     columnCount:u32, each column: kind:u8 nameBytes:u32 name:UTF-8 sketch
 *
 *     sketch of numbers: n present mean meanRest m2 m3 m4 zeros negatives wholes rises falls first last:f64
 *       the five lowest, the five highest:f64 (fewer where fewer are present)
 *       0:u8 counts | 1:u8 halvings over under shortfall:f64
 *         levelCount:u32, each level: length:u32 values:f64; registers:16384 u8; counts of the frequent values
 *     counts: length:u32 values:f64 (ascending) rows:u32
 *     sketch of texts: n missing:f64 0:u8 | 1:u8 shortfall mostRows:f64 registers:16384 u8
 *       textCount:u32, each text: rows:u32 textBytes:u32 text:UTF-8
 */
export function encodeSketches({ tableRows, rows, columns }: KeptSketches): Uint8Array {
  const kept = columns.map(keepSketch);
  const chosen = bitsOf(rows, tableRows);
  const write = (to: ByteWriter): void => {
    to.bytes(Uint8Array.from(sketchMagic));
    to.u32(tableRows);
    to.bytes(chosen);
    to.u32(kept.length);
    for (const sketch of kept) {
      const name = encodeUtf8(sketch.column);
      to.u8(encodedKinds.indexOf(sketch.kind));
      to.u32(name.length);
      to.bytes(name);
      if (sketch.kind === 'text') writeKeptTexts(to, sketch.texts);
      else writeNumberSketch(to, sketch.numbers);
    }
  };
  const counter = byteCounter();
  write(counter);
  const writer = byteWriter(counter.sizeBytes());
  write(writer);
  return writer.finish();
}

/** Whether bytes begin as those of kept sketches do. */
export function isKeptSketches(bytes: Uint8Array): boolean {
  return sketchMagic.every((byte, i) => bytes[i] === byte);
}

function bitsOf(rows: Int32Array, tableRows: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(tableRows / 8));
  let before = -1;
  for (const row of rows) {
    if (row <= before || row >= tableRows)
      throw new RangeError(`expected rows that ascend below ${tableRows}, came ${row} after ${before}`);
    bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
    before = row;
  }
  return bits;
}

/** A writer that only counts. */
function byteCounter(): ByteWriter & { sizeBytes(): number } {
  let size = 0;
  const add = (bytes: number) => (): void => {
    size += bytes;
  };
  return {
    ...{ u8: add(1), u32: add(4), f32: add(4), f64: add(8) },
    bytes: (values) => add(values.length)(),
    finish: () => new Uint8Array(),
    sizeBytes: () => size,
  };
}
