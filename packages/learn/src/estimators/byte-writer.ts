/** Writes little-endian numbers one after the other. */
export interface ByteWriter {
  u8(value: number): void;
  u32(value: number): void;
  f32(value: number): void;
  f64(value: number): void;
  bytes(values: Uint8Array): void;
  /** All bytes written; throws RangeError unless they fill the size asked for. */
  finish(): Uint8Array;
}

/** A writer of exactly `sizeBytes` bytes. */
export function byteWriter(sizeBytes: number): ByteWriter {
  const bytes = new Uint8Array(sizeBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const advance = (size: number): number => {
    at += size;
    return at - size;
  };
  return {
    u8: (value) => view.setUint8(advance(1), value),
    u32: (value) => view.setUint32(advance(4), value, true),
    f32: (value) => view.setFloat32(advance(4), value, true),
    f64: (value) => view.setFloat64(advance(8), value, true),
    bytes: (values) => bytes.set(values, advance(values.length)),
    finish() {
      if (at !== sizeBytes) throw new RangeError(`expected ${sizeBytes} bytes, wrote ${at}`);
      return bytes;
    },
  };
}
