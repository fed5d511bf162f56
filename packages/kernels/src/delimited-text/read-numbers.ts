import type { ByteMemory } from '../web-assembly/byte-memory.ts';
import { cellEnd, cellStart, isMissing } from './cell-places.ts';

const powers: Float64Array = Float64Array.from({ length: 20 }, (_, i) => Number(`1e${i}`));
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/**
 * Numbers as `DelimitedKernels.readNumbers` says: digits, a decimal mark and digits, with a mantissa of at most 19 digits and
 * 2^53, so that one division rounds once and rightly (Clinger 1990). The format is 0 for plain numbers, 1 for integers, else the
 * address of 8 u32: decimal mark or 0, mark of thousands or 0, 1 where blanks around are cut, address and length of the prefix,
 * of the suffix, one unused; 64 bytes of scratch follow it. The report: f64 lowest and highest, u32 number of values; all are
 * read and written.
 */
export function readNumbers(
  memory: ByteMemory,
  text: number,
  fields: number,
  stride: number,
  rowCount: number,
  missing: number,
  format: number,
  refusesLeadingZero: number,
  values: number,
  leftovers: number,
  report: number,
): number {
  const { bytes, words, doubles } = memory;
  const decimal = format === 0 ? 0x2e : 0;
  let left = 0;
  for (let row = 0; row < rowCount; row++) {
    const field = (fields >>> 2) + row * stride;
    const entry = words[field] as number;
    const [start, end] = [cellStart(text, entry), cellEnd(text, entry, words[field + 1] as number)];
    const target = (values >>> 3) + row;
    if (isMissing(memory, missing, start, end - start)) {
      doubles[target] = Number.NaN;
      continue;
    }
    let value: number;
    if (format <= 1) {
      const sign = start < end ? bytes[start] : 0;
      const skipped = sign === 0x2d || sign === 0x2b ? 1 : 0;
      value = digitsTo(bytes, start + skipped, end, decimal, refusesLeadingZero !== 0, sign === 0x2d);
    } else value = formatted(memory, start, end, format, refusesLeadingZero !== 0);
    doubles[target] = value;
    if (Number.isNaN(value)) words[(leftovers >>> 2) + left++] = row;
    else noteValue(memory, report, value);
  }
  return left;
}

/** Takes a value into a report of values. */
export function noteValue({ words, doubles }: ByteMemory, report: number, value: number): void {
  const [out, counts] = [report >>> 3, (report >>> 2) + 4];
  if (value < (doubles[out] as number)) doubles[out] = value;
  if (value > (doubles[out + 1] as number)) doubles[out + 1] = value;
  words[counts] = (words[counts] as number) + 1;
}

function digitsTo(
  bytes: Uint8Array,
  start: number,
  end: number,
  decimal: number,
  refusesLeadingZero: boolean,
  isNegative: boolean,
): number {
  let at = start;
  let mantissa = 0;
  while (at < end && isDigit(bytes[at] as number)) mantissa = mantissa * 10 + ((bytes[at++] as number) - 48);
  let count = at - start;
  if (refusesLeadingZero && count > 1 && bytes[start] === 48) return Number.NaN;
  let fraction = 0;
  if (at < end) {
    if (bytes[at] !== decimal) return Number.NaN;
    const point = ++at;
    for (; at < end; at++) {
      if (!isDigit(bytes[at] as number)) return Number.NaN;
      mantissa = mantissa * 10 + ((bytes[at] as number) - 48);
    }
    fraction = end - point;
    count += fraction;
  }
  // Beyond 2^53 the mantissa may be rounded here, but never to less than that.
  if (count === 0 || count > 19 || mantissa > Number.MAX_SAFE_INTEGER) return Number.NaN;
  const value = mantissa / (powers[fraction] as number);
  return isNegative && mantissa !== 0 ? -value : value;
}

function formatted(memory: ByteMemory, from: number, to: number, format: number, refusesLeadingZero: boolean): number {
  const { bytes, words } = memory;
  const table = format >>> 2;
  const [decimal, thousands, trims] = [words[table] as number, words[table + 1] as number, words[table + 2]];
  const [prefix, prefixLength] = [words[table + 3] as number, words[table + 4] as number];
  const [suffix, suffixLength] = [words[table + 5] as number, words[table + 6] as number];
  let [start, end] = [from, to];
  if (trims !== 0) {
    while (start < end && isBlank(bytes[start])) start++;
    while (start < end && isBlank(bytes[end - 1])) end--;
  }
  const isSign = (): boolean => start < end && (bytes[start] === 0x2d || bytes[start] === 0x2b);
  const hasSign = isSign();
  let isNegative = hasSign && bytes[start] === 0x2d;
  if (hasSign) start++;
  if (prefixLength > 0) {
    if (!isAt(bytes, start, end, prefix, prefixLength)) return Number.NaN;
    start += prefixLength;
    if (!hasSign && isSign()) isNegative = bytes[start++] === 0x2d;
  }
  if (suffixLength > 0) {
    if (start + suffixLength > end || !isAt(bytes, end - suffixLength, end, suffix, suffixLength)) return Number.NaN;
    end -= suffixLength;
  }
  if (thousands === 0) return digitsTo(bytes, start, end, decimal, refusesLeadingZero, isNegative);
  const scratch = format + 32;
  const scratchEnd = ungroup(bytes, start, end, decimal, thousands, scratch);
  return scratchEnd === 0 ? Number.NaN : digitsTo(bytes, scratch, scratchEnd, decimal, refusesLeadingZero, isNegative);
}

function isAt(bytes: Uint8Array, start: number, end: number, affix: number, length: number): boolean {
  if (start + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[affix + i]) return false;
  return true;
}

/** Copies a number without the marks between its groups of three digits; 0 where they stand elsewhere. */
function ungroup(
  bytes: Uint8Array,
  start: number,
  end: number,
  decimal: number,
  thousands: number,
  scratch: number,
): number {
  let to = scratch;
  let group = 0;
  let hasMark = false;
  let at = start;
  for (; at < end && bytes[at] !== decimal; at++) {
    if (bytes[at] === thousands) {
      if (hasMark ? group !== 3 : group < 1 || group > 3) return 0;
      hasMark = true;
      group = 0;
      continue;
    }
    group++;
    if (to - scratch > 24) return 0;
    bytes[to++] = bytes[at] as number;
  }
  if (hasMark && group !== 3) return 0;
  for (; at < end; at++) {
    if (to - scratch > 48) return 0;
    bytes[to++] = bytes[at] as number;
  }
  return to;
}
