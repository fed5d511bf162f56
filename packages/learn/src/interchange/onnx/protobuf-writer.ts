import { encodeUtf8 } from '@tend/table';

/** Writes one message of protocol buffers, field by field. Source: protobuf.dev, "Encoding". */
export interface ProtobufWriter {
  /** A whole number up to 2^53; negative ones as int64. */
  integer(field: number, value: number): void;
  /** A float32. */
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  message(field: number, value: ProtobufWriter): void;
  integers(field: number, values: ArrayLike<number>): void;
  floats(field: number, values: ArrayLike<number>): void;
  finish(): Uint8Array;
}

const varint = 0;
const fixed32 = 5;
const lengthDelimited = 2;

/** An empty message. */
export function protobufWriter(): ProtobufWriter {
  const chunks: Uint8Array[] = [];
  const tag = (field: number, type: number): void => {
    chunks.push(encodeVarint(field * 8 + type));
  };
  const bytes = (field: number, value: Uint8Array): void => {
    tag(field, lengthDelimited);
    chunks.push(encodeVarint(value.length), value);
  };
  return {
    integer(field, value) {
      tag(field, varint);
      chunks.push(encodeVarint(value));
    },
    float(field, value) {
      tag(field, fixed32);
      chunks.push(encodeFloats([value]));
    },
    text: (field, value) => bytes(field, encodeUtf8(value)),
    bytes,
    message: (field, value) => bytes(field, value.finish()),
    integers: (field, values) => bytes(field, joined(Array.from(values, encodeVarint))),
    floats: (field, values) => bytes(field, encodeFloats(values)),
    finish: () => joined(chunks),
  };
}

function encodeVarint(value: number): Uint8Array {
  // Nearly all are tags, lengths and small indexes.
  if (value >= 0 && value < 128 && Number.isInteger(value)) return Uint8Array.of(value);
  if (!Number.isSafeInteger(value)) throw new RangeError(`expected a whole number, came ${value}`);
  const bytes: number[] = [];
  if (value >= 0 && value < 2 ** 31) {
    for (let rest = value; ; rest >>= 7) {
      if (rest < 128) return Uint8Array.from([...bytes, rest]);
      bytes.push((rest & 127) | 128);
    }
  }
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  bytes.push(Number(left));
  return Uint8Array.from(bytes);
}

function encodeFloats(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i] as number, true);
  return bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
