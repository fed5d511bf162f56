import type { Column } from '../table.ts';

/** Distinct values as codes from 0. */
export interface ValueIndex {
  readonly count: number;
  readonly codes: Int32Array;
  codesOf(column: Column): Int32Array;
}

/** Codes of distinct numbers in order of first appearance; NaN has none (-1). */
export function indexNumbers(values: Float64Array): ValueIndex {
  return indexDense(values) ?? indexByHash(values);
}

/** Whole numbers of a range not much wider than their count are their own addresses. */
function indexDense(values: Float64Array): ValueIndex | undefined {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return undefined;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const size = largest < least ? 0 : largest - least + 1;
  if (size > 4 * values.length + 1024) return undefined;
  const codeAt = new Int32Array(size).fill(-1);
  let count = 0;
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    let code = codeAt[value - least] as number;
    if (code < 0) {
      code = count++;
      codeAt[value - least] = code;
    }
    codes[row] = code;
  }
  return {
    count,
    codes,
    codesOf(column) {
      const others = numbersOf(column);
      const found = new Int32Array(others.length);
      for (let row = 0; row < found.length; row++) {
        const at = (others[row] as number) - least;
        // A fraction and a NaN are no address either.
        found[row] = at >= 0 && at < size && at === Math.floor(at) ? (codeAt[at] as number) : -1;
      }
      return found;
    },
  };
}

/** Open addressing with linear probing, at most half full. */
function indexByHash(values: Float64Array): ValueIndex {
  const places = 1 << Math.max(4, 33 - Math.clz32(values.length));
  const keys = new Float64Array(places);
  const codeAt = new Int32Array(places).fill(-1);
  const hash = createHash();
  const placeOf = (value: number): number => {
    let place = hash(value) & (places - 1);
    while (codeAt[place] !== -1 && keys[place] !== value) place = (place + 1) & (places - 1);
    return place;
  };
  let count = 0;
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    const place = placeOf(value);
    if (codeAt[place] === -1) {
      keys[place] = value;
      codeAt[place] = count++;
    }
    codes[row] = codeAt[place] as number;
  }
  return {
    count,
    codes,
    codesOf(column) {
      const others = numbersOf(column);
      const found = new Int32Array(others.length);
      for (let row = 0; row < found.length; row++) {
        const value = others[row] as number;
        found[row] = Number.isNaN(value) ? -1 : (codeAt[placeOf(value)] as number);
      }
      return found;
    },
  };
}

/** Mixes the bits of a number (finalizer of MurmurHash3, Appleby 2011); both zeros are one value. */
function createHash(): (value: number) => number {
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  return (value) => {
    number[0] = value + 0;
    let mixed = Math.imul(words[0] as number, 0x9e37_79b1) ^ (words[1] as number);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return mixed ^ (mixed >>> 16);
  };
}

function numbersOf(column: Column): Float64Array {
  if (column.kind === 'text') throw new RangeError(`${column.name}: expected numbers, came text`);
  return column.values;
}
