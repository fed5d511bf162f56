import { decodeUtf8 } from '@tend/table';
import { MalformedModel } from '../../malformed-model.ts';

/** Deeper documents would exhaust the stack; XGBoost's have a depth of about 8. */
const maxDepth = 64;

const numberBytes: Readonly<Record<string, number>> = { i: 1, U: 1, I: 2, l: 4, L: 8, d: 4, D: 8 };

/**
 * The value of a UBJSON document as XGBoost writes it (Draft 12): objects as plain objects, typed lists of numbers as
 * Float64Array. MalformedModel for anything else; no count is believed beyond the bytes that are there.
 */
export function parseUbjson(bytes: Uint8Array): unknown {
  const reader = new UbjsonReader(bytes);
  const value = reader.value(reader.marker(), 0);
  reader.finish();
  return value;
}

class UbjsonReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  marker(): string {
    return String.fromCharCode(this.#view.getUint8(this.#take(1)));
  }

  value(marker: string, depth: number): unknown {
    if (depth > maxDepth) throw malformed(`at most ${maxDepth} levels`, 'more');
    if (marker === '{') return this.#object(depth + 1);
    if (marker === '[') return this.#list(depth + 1);
    if (marker === 'S') return this.#text();
    if (marker === 'C') return this.marker();
    if (marker === 'T') return true;
    if (marker === 'F') return false;
    if (marker === 'Z') return null;
    if (isNumber(marker)) return this.#number(marker);
    throw malformed('a marker of UBJSON', JSON.stringify(marker));
  }

  finish(): void {
    if (this.#at < this.#bytes.length) throw malformed(`${this.#at} bytes`, `${this.#bytes.length}`);
  }

  #object(depth: number): Readonly<Record<string, unknown>> {
    const { type, count } = this.#header(3);
    const entries = new Map<string, unknown>();
    for (let i = 0; count === undefined || i < count; i++) {
      if (count === undefined && this.#skips('}')) break;
      const key = this.#text();
      if (entries.has(key)) throw malformed('distinct keys', JSON.stringify(key));
      entries.set(key, this.value(type ?? this.marker(), depth));
    }
    return Object.fromEntries(entries);
  }

  #list(depth: number): unknown {
    const { type, count } = this.#header(1);
    if (type !== undefined && count !== undefined && isNumber(type)) {
      const numbers = new Float64Array(count);
      for (let i = 0; i < count; i++) numbers[i] = this.#number(type);
      return numbers;
    }
    const items: unknown[] = [];
    for (let i = 0; count === undefined || i < count; i++) {
      if (count === undefined && this.#skips(']')) break;
      items.push(this.value(type ?? this.marker(), depth));
    }
    return items;
  }

  /** `$type` and `#count`, both optional; each item needs at least `itemBytes`. */
  #header(itemBytes: number): { readonly type: string | undefined; readonly count: number | undefined } {
    const type = this.#skips('$') ? this.marker() : undefined;
    if (type !== undefined && ['T', 'F', 'Z', 'N'].includes(type)) throw malformed('a type with bytes', type);
    if (!this.#skips('#')) {
      if (type !== undefined) throw malformed('# after a type', 'none');
      return { type, count: undefined };
    }
    const count = this.#length();
    const needed = count * (type === undefined ? itemBytes : (numberBytes[type] ?? itemBytes));
    if (needed > this.#bytes.length - this.#at)
      throw malformed(`a count that ${this.#bytes.length - this.#at} bytes can hold`, String(count));
    return { type, count };
  }

  #text(): string {
    const size = this.#length();
    const start = this.#take(size);
    const text = decodeUtf8(this.#bytes.subarray(start, start + size));
    if (text === undefined) throw malformed('UTF-8', 'other bytes');
    return text;
  }

  #length(): number {
    const marker = this.marker();
    if (!isNumber(marker) || marker === 'd' || marker === 'D') throw malformed('a length', JSON.stringify(marker));
    const length = this.#number(marker);
    if (!(Number.isSafeInteger(length) && length >= 0)) throw malformed('a length', String(length));
    return length;
  }

  #number(type: string): number {
    const at = this.#take(numberBytes[type] ?? 0);
    if (type === 'i') return this.#view.getInt8(at);
    if (type === 'U') return this.#view.getUint8(at);
    if (type === 'I') return this.#view.getInt16(at);
    if (type === 'l') return this.#view.getInt32(at);
    if (type === 'L') return Number(this.#view.getBigInt64(at));
    if (type === 'd') return this.#view.getFloat32(at);
    return this.#view.getFloat64(at);
  }

  #skips(marker: string): boolean {
    if (this.#bytes[this.#at] !== marker.charCodeAt(0)) return false;
    this.#at += 1;
    return true;
  }

  #take(size: number): number {
    const left = this.#bytes.length - this.#at;
    if (size > left) throw malformed(`${size} more bytes at ${this.#at}`, String(left));
    this.#at += size;
    return this.#at - size;
  }
}

function isNumber(marker: string): boolean {
  return Object.hasOwn(numberBytes, marker);
}

function malformed(expected: string, came: string): MalformedModel {
  return new MalformedModel('UBJSON', expected, came);
}
