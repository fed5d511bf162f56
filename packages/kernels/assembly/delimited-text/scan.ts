// The twin of src/delimited-text/scan-records.ts: 64 bytes at a time become a mask of the bytes that can matter, which are
// then walked one by one.
const lineFeed: u32 = 0x0a;
const carriageReturn: u32 = 0x0d;
const quoted: u32 = 0x80000000;
const escaped: u32 = 0x40000000;

// @ts-ignore: decorator
@inline
function matches(bytes: v128, delimiters: v128, quotes: v128): u64 {
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(0x0a)), i8x16.eq(bytes, i8x16.splat(0x0d)));
  const marks = v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes));
  return <u64>i8x16.bitmask(v128.or(v128.or(ends, marks), i8x16.eq(bytes, i8x16.splat(0))));
}

// @ts-ignore: decorator
@inline
function finish(report: usize, rows: u32, next: u32, status: u32, at: u32, fields: u32, opened: u32, feeds: u32): u32 {
  store<u32>(report, rows);
  store<u32>(report, next, 4);
  store<u32>(report, status, 8);
  store<u32>(report, at, 12);
  store<u32>(report, fields, 16);
  store<u32>(report, opened, 20);
  store<u32>(report, feeds, 24);
  return status;
}

function isBlank(text: usize, from: u32, to: u32): bool {
  for (let at = from; at < to; at++) {
    const byte = load<u8>(text + at);
    if (byte != 0x20 && byte != 0x09) return false;
  }
  return true;
}

export function scanRecords(
  text: usize, from: u32, to: u32, isLast: u32, delimiter: u32, quote: u32, columnCount: u32,
  fields: usize, capacity: u32, report: usize,
): u32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const stride: usize = <usize>(columnCount + 1) << 2;
  const limit = fields + (<usize>capacity << 2);
  let lineEnd = load<u32>(report, 28);
  let row = fields;
  let rows: u32 = 0;
  let field: u32 = 0;
  let recordStart = from;
  let fieldStart = from;
  let flags: u32 = 0;
  let skip: u32 = 0xffffffff;
  let inQuotes = false;
  let opened: u32 = 0;
  let feeds: u32 = 0;
  let fieldFeeds: u32 = 0;
  for (let base = from; base < to; base += 64) {
    const block = text + base;
    let mask = matches(v128.load(block), delimiters, quotes)
      | (matches(v128.load(block, 16), delimiters, quotes) << 16)
      | (matches(v128.load(block, 32), delimiters, quotes) << 32)
      | (matches(v128.load(block, 48), delimiters, quotes) << 48);
    if (to - base < 64) mask &= (<u64>1 << (to - base)) - 1;
    while (mask != 0) {
      const at = base + <u32>ctz(mask);
      mask &= mask - 1;
      if (at == skip) continue;
      const byte = <u32>load<u8>(text + at);
      if (inQuotes) {
        if (byte != quote) {
          if (byte == lineFeed) fieldFeeds++;
          else if (byte == 0) return finish(report, rows, recordStart, 8, at, 0, opened, feeds);
          continue;
        }
        if (at + 1 == to) {
          if (isLast == 0) return finish(report, rows, recordStart, 0, 0, 0, 0, feeds);
          inQuotes = false;
          continue;
        }
        const next = <u32>load<u8>(text + at + 1);
        if (next == quote) {
          skip = at + 1;
          flags |= escaped;
          continue;
        }
        inQuotes = false;
        if (next == delimiter || next == lineFeed) continue;
        if (next == carriageReturn) {
          if (at + 2 == to && isLast == 0) return finish(report, rows, recordStart, 0, 0, 0, 0, feeds);
          if (at + 2 < to && load<u8>(text + at + 2) == lineFeed) continue;
        }
        return finish(report, rows, recordStart, 4, at + 1, 0, opened, feeds);
      }
      if (byte == delimiter) {
        if (field < columnCount) store<u32>(row + (<usize>field << 2), fieldStart | flags);
        field++;
        fieldStart = at + 1;
        flags = 0;
      } else if (byte == lineFeed || byte == carriageReturn) {
        let after = at + 1;
        let kind: u32 = 1;
        if (byte == carriageReturn) {
          if (after == to && isLast == 0) return finish(report, rows, recordStart, 0, 0, 0, 0, feeds);
          if (after == to || load<u8>(text + after) != lineFeed)
            return finish(report, rows, recordStart, 6, at, 0, 0, feeds);
          skip = after++;
          kind = 2;
        }
        if (lineEnd == 0) store<u32>(report, (lineEnd = kind), 28);
        else if (lineEnd != kind) return finish(report, rows, recordStart, 7, after, field + 1, 0, feeds);
        if (field < columnCount) store<u32>(row + (<usize>field << 2), fieldStart | flags);
        field++;
        if (field != columnCount) {
          const isEmpty = field == 1 && at == recordStart;
          return finish(report, rows, recordStart, isEmpty ? 2 : 1, after, field, at, feeds);
        }
        store<u32>(row + (<usize>columnCount << 2), at + 1);
        rows++;
        row += stride;
        feeds += fieldFeeds + 1;
        fieldFeeds = 0;
        field = 0;
        flags = 0;
        recordStart = fieldStart = after;
        if (row + stride > limit) return finish(report, rows, recordStart, 9, 0, 0, 0, feeds);
      } else if (byte == quote) {
        if (at == fieldStart) {
          inQuotes = true;
          flags = quoted;
          opened = at;
        } else if (isBlank(text, fieldStart, at)) return finish(report, rows, recordStart, 5, at, 0, 0, feeds);
      } else return finish(report, rows, recordStart, 8, at, 0, 0, feeds);
    }
  }
  if (isLast == 0 || recordStart == to) return finish(report, rows, recordStart, 0, 0, 0, 0, feeds);
  if (inQuotes) return finish(report, rows, recordStart, 3, opened, 0, opened, feeds);
  if (field < columnCount) store<u32>(row + (<usize>field << 2), fieldStart | flags);
  field++;
  if (field != columnCount) return finish(report, rows, recordStart, 1, to, field, to, feeds);
  store<u32>(row + (<usize>columnCount << 2), to + 1);
  return finish(report, rows + 1, to, 0, 0, 0, 0, feeds + fieldFeeds);
}
