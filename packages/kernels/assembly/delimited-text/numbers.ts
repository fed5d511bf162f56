// The twin of src/delimited-text/read-numbers.ts. A mantissa up to 2^53 and a power of ten up to 10^22 are exact, so that their
// quotient is rounded once and rightly (Clinger 1990); everything else is left over.
import { cellEnd, cellStart, isMissing } from './cell';

const powers = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
]);
const none = reinterpret<f64>(0x7ff8000000000000);

function startsWith(start: usize, end: usize, affix: usize, length: u32): bool {
  if (start + length > end) return false;
  for (let i: u32 = 0; i < length; i++) if (load<u8>(start + i) != load<u8>(affix + i)) return false;
  return true;
}

// @ts-ignore: decorator
@inline
function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09;
}

// The number of digits that eight bytes begin with.
// @ts-ignore: decorator
@inline
function digitCount(bytes: u64): u32 {
  const digits = bytes ^ 0x3030303030303030;
  const others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
  return others == 0 ? 8 : <u32>ctz(others) >> 3;
}

// The number that the first 1 to 8 of eight bytes spell: pairs, fours and eights of digits are joined at once (Lemire 2021).
// @ts-ignore: decorator
@inline
function joined(bytes: u64, count: u32): u64 {
  let digits = (bytes ^ 0x3030303030303030) << (<u64>(8 - count) << 3);
  digits = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  digits = (digits * 100 + (digits >> 16)) & 0x0000ffff0000ffff;
  return (digits * 10000 + (digits >> 32)) & 0xffffffff;
}

const wholePowers = memory.data<u64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000]);

// @ts-ignore: decorator
@inline
function digitsTo(start: usize, end: usize, decimal: u32, refusesLeadingZero: u32, isNegative: bool): f64 {
  let at = start;
  let mantissa: u64 = 0;
  if (end > start + 19 + 1) return none;
  while (at < end) {
    const bytes = load<u64>(at);
    const count = min<u32>(digitCount(bytes), <u32>(end - at));
    if (count == 0) break;
    mantissa = mantissa * load<u64>(wholePowers + (<usize>count << 3)) + joined(bytes, count);
    at += count;
    if (count < 8) break;
  }
  let count = <u32>(at - start);
  if (refusesLeadingZero != 0 && count > 1 && load<u8>(start) == 48) return none;
  let fraction: u32 = 0;
  if (at < end) {
    if (<u32>load<u8>(at) != decimal) return none;
    const point = ++at;
    while (at < end) {
      const bytes = load<u64>(at);
      const digits = min<u32>(digitCount(bytes), <u32>(end - at));
      if (digits == 0) return none;
      mantissa = mantissa * load<u64>(wholePowers + (<usize>digits << 3)) + joined(bytes, digits);
      at += digits;
    }
    fraction = <u32>(end - point);
    count += fraction;
  }
  if (count == 0 || count > 19 || mantissa > 9007199254740991) return none;
  const value = <f64>mantissa / load<f64>(powers + (<usize>fraction << 3));
  // -0 is 0: the canonical encoding has one zero.
  return isNegative && mantissa != 0 ? -value : value;
}

// Digits in groups of three are moved together behind the cell's own text, in `scratch`.
function ungrouped(start: usize, end: usize, decimal: u32, thousands: u32, scratch: usize): usize {
  let to = scratch;
  let group: u32 = 0;
  let hasMark = false;
  let at = start;
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == decimal) break;
    if (byte == thousands) {
      if (hasMark ? group != 3 : group < 1 || group > 3) return 0;
      hasMark = true;
      group = 0;
      continue;
    }
    group++;
    if (to - scratch > 24) return 0;
    store<u8>(to++, <u8>byte);
  }
  if (hasMark && group != 3) return 0;
  for (; at < end; at++) {
    if (to - scratch > 48) return 0;
    store<u8>(to++, load<u8>(at));
  }
  return to;
}

function formatted(from: usize, to: usize, format: usize, refusesLeadingZero: u32): f64 {
  const decimal = load<u32>(format);
  const thousands = load<u32>(format, 4);
  let start = from;
  let end = to;
  if (load<u32>(format, 8) != 0) {
    while (start < end && isBlank(load<u8>(start))) start++;
    while (start < end && isBlank(load<u8>(end - 1))) end--;
  }
  let hasSign = false;
  let isNegative = false;
  if (start < end && (load<u8>(start) == 0x2d || load<u8>(start) == 0x2b)) {
    isNegative = load<u8>(start++) == 0x2d;
    hasSign = true;
  }
  const prefix = load<u32>(format, 16);
  if (prefix > 0) {
    if (!startsWith(start, end, load<u32>(format, 12), prefix)) return none;
    start += prefix;
    if (!hasSign && start < end && (load<u8>(start) == 0x2d || load<u8>(start) == 0x2b))
      isNegative = load<u8>(start++) == 0x2d;
  }
  const suffix = load<u32>(format, 24);
  if (suffix > 0) {
    if (start + suffix > end || !startsWith(end - suffix, end, load<u32>(format, 20), suffix)) return none;
    end -= suffix;
  }
  if (thousands == 0) return digitsTo(start, end, decimal, refusesLeadingZero, isNegative);
  const scratch = format + 32;
  const scratchEnd = ungrouped(start, end, decimal, thousands, scratch);
  return scratchEnd == 0 ? none : digitsTo(scratch, scratchEnd, decimal, refusesLeadingZero, isNegative);
}

export function readNumbers(
  text: usize, fields: usize, stride: u32, rowCount: u32, missing: usize, format: usize, refusesLeadingZero: u32,
  values: usize, leftovers: usize, report: usize,
): u32 {
  let lowest = load<f64>(report);
  let highest = load<f64>(report, 8);
  let known: u32 = 0;
  let left: u32 = 0;
  const decimal: u32 = format == 0 ? 0x2e : 0;
  for (let row: u32 = 0; row < rowCount; row++, fields += <usize>stride << 2, values += 8) {
    const entry = load<u32>(fields);
    const start = cellStart(text, entry);
    const end = cellEnd(text, entry, load<u32>(fields, 4));
    if (isMissing(missing, start, <u32>(end - start))) {
      store<f64>(values, none);
      continue;
    }
    let value: f64;
    if (format <= 1) {
      const sign = start < end ? load<u8>(start) : 0;
      const skipped: usize = sign == 0x2d || sign == 0x2b ? 1 : 0;
      value = digitsTo(start + skipped, end, decimal, refusesLeadingZero, sign == 0x2d);
    } else value = formatted(start, end, format, refusesLeadingZero);
    store<f64>(values, value);
    if (value != value) {
      store<u32>(leftovers + (<usize>left << 2), row);
      left++;
      continue;
    }
    known++;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  store<f64>(report, lowest);
  store<f64>(report, highest, 8);
  store<u32>(report, load<u32>(report, 16) + known, 16);
  return left;
}
