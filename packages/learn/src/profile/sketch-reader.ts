import { mostRank, registerCount } from '@tend/kernels';
import { decodeUtf8 } from '@tend/table';
import { type ByteReader, byteReader } from '../estimators/byte-reader.ts';
import { MalformedSketch } from './malformed-sketch.ts';

/** Reads the parts of kept sketches; every part that cannot be is refused with MalformedSketch. */
export interface SketchReader extends ByteReader {
  /** A whole number from 0 to `most` that stands as a double. */
  whole(what: string, most: number): number;
  /** A u32 count of items of at least `itemBytes` each, at most `most` of them. */
  countUpTo(what: string, most: number, itemBytes: number): number;
  /** Bytes of UTF-8 behind their length. */
  text(): string;
  registers(): Uint8Array;
  refuse(expected: string, came: string): never;
}

const what = 'kept sketches';

/** A reader of `bytes`. */
export function sketchReader(bytes: Uint8Array): SketchReader {
  const from = byteReader(bytes, what, MalformedSketch);
  const refuse = (expected: string, came: string): never => {
    throw new MalformedSketch(what, expected, came);
  };
  const upTo = (name: string, most: number, value: number): number =>
    Number.isInteger(value) && value >= 0 && value <= most && !Object.is(value, -0)
      ? value
      : refuse(`${name} from 0 to ${most}`, String(value));
  return {
    ...from,
    refuse,
    whole: (name, most) => upTo(name, most, from.f64()),
    countUpTo: (name, most, itemBytes) => upTo(name, most, from.count(itemBytes)),
    text() {
      const encoded = from.bytes(from.count(1));
      return decodeUtf8(encoded) ?? refuse('UTF-8', 'other bytes');
    },
    registers() {
      const registers = from.bytes(registerCount).slice();
      for (const rank of registers) upTo('ranks of registers', mostRank, rank);
      return registers;
    },
  };
}
