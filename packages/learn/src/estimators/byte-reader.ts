import { MalformedModel } from '../malformed-model.ts';

/** Reads little-endian numbers one after the other; every read past the end throws what the reader was made with. */
export interface ByteReader {
  u8(): number;
  u32(): number;
  f32(): number;
  f64(): number;
  /** The next bytes, in the memory that is read. */
  bytes(length: number): Uint8Array;
  /** A u32 count of items that need at least `itemBytes` each: refused where the bytes left cannot hold them. */
  count(itemBytes: number): number;
  /** Refuses trailing bytes. */
  finish(): void;
}

type Malformed = new (what: string, expected: string, came: string) => Error;

/** A reader of `bytes`; `what` names them in errors, which are of the class `malformed`. */
export function byteReader(bytes: Uint8Array, what: string, malformed: Malformed = MalformedModel): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const left = (): number => view.byteLength - at;
  const take = (size: number): number => {
    if (left() < size) throw new malformed(what, `${size} more bytes at ${at}`, `${left()}`);
    at += size;
    return at - size;
  };
  const u32 = (): number => view.getUint32(take(4), true);
  return {
    u8: () => view.getUint8(take(1)),
    u32,
    f32: () => view.getFloat32(take(4), true),
    f64: () => view.getFloat64(take(8), true),
    bytes(length) {
      const from = take(length);
      return bytes.subarray(from, from + length);
    },
    count(itemBytes) {
      const count = u32();
      if (count * itemBytes > left()) throw new malformed(what, `a count that ${left()} bytes can hold`, String(count));
      return count;
    },
    finish() {
      if (left() > 0) throw new malformed(what, `${at} bytes`, `${left()} more`);
    },
  };
}
