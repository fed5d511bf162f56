import type { ByteMemory } from '../web-assembly/byte-memory.ts';

const [lineFeed, carriageReturn, blank, tab] = [0x0a, 0x0d, 0x20, 0x09];
const [quoted, escaped] = [0x8000_0000, 0x4000_0000];

/** How a scan ended, by the number in its report. After `ragged`, `blank line` and `mixed line ends` it can go on at the offset of the fault. */
export const scanEndings = [
  /** No further whole record in the text, or its end. */
  'done',
  'ragged',
  'blank line',
  'unclosed quote',
  'text after quote',
  'blank before quote',
  'lone carriage return',
  'mixed line ends',
  'NUL byte',
  /** There is no room for the fields of another record. */
  'full',
] as const;
export type ScanEnding = (typeof scanEndings)[number];

/**
 * Walks the records of text[from, to) under a strict RFC 4180: one delimiter byte, quotes doubled inside quotes, LF or CRLF
 * throughout; gives how it ended. A field that does not begin with a quote may hold quotes, but not blanks alone before one. The report: whole
 * records, offset of the one after them, ending, offset of the fault (behind the record where its end is known), number of
 * fields, offset of the quote that is open or else of the record's end, line feeds of the whole records, kind of line end (0
 * unknown, 1 LF, 2 CRLF; read and written).
 */
export function scanRecords(
  { bytes, words }: ByteMemory,
  text: number,
  from: number,
  to: number,
  isLast: number,
  delimiter: number,
  quote: number,
  columnCount: number,
  fields: number,
  capacity: number,
  report: number,
): number {
  const out = report >>> 2;
  const limit = (fields >>> 2) + capacity;
  let row = fields >>> 2;
  let rows = 0;
  let field = 0;
  let recordStart = from;
  let fieldStart = from;
  let flags = 0;
  let isQuoted = false;
  let opened = 0;
  let feeds = 0;
  let fieldFeeds = 0;
  const finish = (ending: ScanEnding, next: number, at = 0, fieldCount = 0, opening = 0): number => {
    const code = scanEndings.indexOf(ending);
    words.set([rows, next, code, at, fieldCount, opening, feeds], out);
    return code;
  };
  const endField = (): void => {
    if (field < columnCount) words[row + field] = fieldStart | flags;
    field++;
    flags = 0;
  };
  const hasOnlyBlanks = (end: number): boolean => {
    for (let at = fieldStart; at < end; at++) {
      const byte = bytes[text + at];
      if (byte !== blank && byte !== tab) return false;
    }
    return true;
  };
  for (let at = from; at < to; at++) {
    const byte = bytes[text + at];
    if (byte === 0) return finish('NUL byte', recordStart, at, 0, isQuoted ? opened : 0);
    if (isQuoted) {
      if (byte === lineFeed) fieldFeeds++;
      if (byte !== quote) continue;
      if (at + 1 === to) {
        if (isLast === 0) return finish('done', recordStart);
        isQuoted = false;
        continue;
      }
      const next = bytes[text + at + 1];
      if (next === quote) {
        flags |= escaped;
        at++;
        continue;
      }
      isQuoted = false;
      if (next === delimiter || next === lineFeed) continue;
      if (next === carriageReturn) {
        if (at + 2 === to && isLast === 0) return finish('done', recordStart);
        if (at + 2 < to && bytes[text + at + 2] === lineFeed) continue;
      }
      return finish('text after quote', recordStart, at + 1, 0, opened);
    }
    if (byte === delimiter) {
      endField();
      fieldStart = at + 1;
    } else if (byte === lineFeed || byte === carriageReturn) {
      const end = at;
      if (byte === carriageReturn) {
        if (at + 1 === to && isLast === 0) return finish('done', recordStart);
        if (at + 1 === to || bytes[text + at + 1] !== lineFeed) return finish('lone carriage return', recordStart, at);
        at++;
      }
      const kind = byte === carriageReturn ? 2 : 1;
      if (words[out + 7] === 0) words[out + 7] = kind;
      else if (words[out + 7] !== kind) return finish('mixed line ends', recordStart, at + 1, field + 1);
      endField();
      if (field !== columnCount) {
        const isEmpty = field === 1 && end === recordStart;
        return finish(isEmpty ? 'blank line' : 'ragged', recordStart, at + 1, field, end);
      }
      words[row + columnCount] = end + 1;
      rows++;
      row += columnCount + 1;
      feeds += fieldFeeds + 1;
      fieldFeeds = 0;
      field = 0;
      recordStart = at + 1;
      fieldStart = recordStart;
      if (row + columnCount + 1 > limit) return finish('full', recordStart);
    } else if (byte === quote) {
      if (at === fieldStart) {
        isQuoted = true;
        flags = quoted;
        opened = at;
      } else if (hasOnlyBlanks(at)) return finish('blank before quote', recordStart, at);
    }
  }
  if (isLast === 0 || recordStart === to) return finish('done', recordStart);
  if (isQuoted) return finish('unclosed quote', recordStart, opened, 0, opened);
  endField();
  if (field !== columnCount) return finish('ragged', recordStart, to, field, to);
  words[row + columnCount] = to + 1;
  rows++;
  feeds += fieldFeeds;
  return finish('done', to);
}
