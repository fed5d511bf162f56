import { MalformedModel } from '@tend/learn';

/** One field of a message of protocol buffers: its number and what it holds. */
export type ProtobufField =
  | { readonly field: number; readonly kind: 'integer'; readonly value: number }
  | { readonly field: number; readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly field: number; readonly kind: 'fixed' };

/**
 * The fields of a message in their order, without knowing its schema; MalformedModel where it is cut off or has a wire type
 * that is none. An integer beyond 2^53 is rounded. Source: protobuf.dev, Encoding.
 */
export function* protobufFields(message: Uint8Array, what: string): Generator<ProtobufField> {
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw truncated(what);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new MalformedModel(what, 'integers of at most 10 bytes', 'a longer one');
  };
  const skip = (length: number): number => {
    const start = at;
    at += length;
    if (at > message.length) throw truncated(what);
    return start;
  };
  while (at < message.length) {
    const tag = readVarint();
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (field === 0) throw new MalformedModel(what, 'fields counted from 1', '0');
    if (wire === 0) yield { field, kind: 'integer', value: readVarint() };
    else if (wire === 2) {
      const start = skip(readVarint());
      yield { field, kind: 'bytes', value: message.subarray(start, at) };
    } else if (wire === 1 || wire === 5) {
      skip(wire === 1 ? 8 : 4);
      yield { field, kind: 'fixed' };
    } else throw new MalformedModel(what, 'a wire type of protocol buffers (0, 1, 2 or 5)', String(wire));
  }
}

function truncated(what: string): MalformedModel {
  return new MalformedModel(what, 'a whole message', 'one that is cut off');
}
