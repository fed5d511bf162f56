const [lineFeed, carriageReturn, quote, blank, tab] = [0x0a, 0x0d, 0x22, 0x20, 0x09];

/** A place where a file leaves the grammar of RFC 4180. Lines count from 1; `offset` is a byte of the file. */
export interface RecordIssue {
  readonly kind:
    | 'ragged'
    | 'blank line'
    | 'unclosed quote'
    | 'text after quote'
    | 'blank before quote'
    | 'lone carriage return'
    | 'mixed line ends';
  readonly line: number;
  readonly offset: number;
  /** Fields of a ragged record. */
  readonly fieldCount?: number;
}

export interface RecordScan {
  /** Byte ranges of the fields of the first record, quotes included. */
  readonly header: readonly (readonly [start: number, end: number])[];
  /** Records after the header. Blank lines at the end of a file with more than one column are none. */
  readonly recordCount: number;
  readonly issue?: RecordIssue;
}

/** Where one field starts: 0 is the first record after the header, 0 its first field. */
export interface FieldPlace {
  readonly line: number;
  /** Byte offsets of the field and of the start of its line. */
  readonly offset: number;
  readonly lineOffset: number;
}

/**
 * Walks the records of delimited text (RFC 4180, one delimiter byte, `"` doubled inside quotes, LF or CRLF) up to the
 * first issue or for `maxRecords` records. Stricter than DuckDB on purpose: even in its strict mode that drops blank lines and
 * everything after an unclosed quote without a word.
 */
export function scanRecords(
  bytes: Uint8Array,
  delimiter: number,
  maxRecords: number = Number.POSITIVE_INFINITY,
): RecordScan {
  const header: [number, number][] = [];
  const issue = walk(bytes, delimiter, {
    onField: (record, start, end) => {
      if (record < 0) header.push([start, end]);
      return false;
    },
    maxRecords,
  });
  return { header, recordCount: Math.max(0, issue.recordCount), ...(issue.issue && { issue: issue.issue }) };
}

/** Finds a field of a record; undefined where the file ends before it. */
export function locateField(
  bytes: Uint8Array,
  delimiter: number,
  record: number,
  field: number,
): FieldPlace | undefined {
  let found: FieldPlace | undefined;
  let index = 0;
  let last = -2;
  walk(bytes, delimiter, {
    onField: (current, start, _end, line, lineOffset) => {
      index = current === last ? index + 1 : 0;
      last = current;
      if (current === record && index === field) found = { line, offset: start, lineOffset };
      return found !== undefined;
    },
    maxRecords: Number.POSITIVE_INFINITY,
  });
  return found;
}

interface Walk {
  /** Gets each field with its record (-1 is the header), byte range, line and start of line; true stops the walk. */
  readonly onField: (record: number, start: number, end: number, line: number, lineOffset: number) => boolean;
  readonly maxRecords: number;
}

function walk(
  bytes: Uint8Array,
  delimiter: number,
  { onField, maxRecords }: Walk,
): { recordCount: number; issue?: RecordIssue } {
  const length = bytes.length;
  let record = -1;
  let columnCount = 0;
  let line = 1;
  let lineOffset = 0;
  let blankLine: RecordIssue | undefined;
  let usesCrLf: boolean | undefined;
  let at = 0;
  const stop = (kind: RecordIssue['kind'], offset: number, atLine = line, fieldCount?: number) => ({
    recordCount: record,
    issue: { kind, line: atLine, offset, ...(fieldCount !== undefined && { fieldCount }) },
  });

  while (at < length && record < maxRecords) {
    const [recordLine, recordStart] = [line, at];
    let fieldCount = 0;
    let isBlank = false;
    for (let isOpen = true; isOpen; ) {
      const [start, startLine, startLineOffset] = [at, line, lineOffset];
      if (bytes[at] === quote) {
        for (at++; ; at++) {
          if (at >= length) return stop('unclosed quote', start, startLine);
          const byte = bytes[at];
          if (byte === quote) {
            if (bytes[at + 1] !== quote) break;
            at++;
          } else if (byte === lineFeed) {
            line++;
            lineOffset = at + 1;
          }
        }
        at++;
        const byte = bytes[at];
        const isEnd = at >= length || byte === delimiter || byte === lineFeed;
        if (!isEnd && !(byte === carriageReturn && bytes[at + 1] === lineFeed)) return stop('text after quote', at);
      } else {
        let isIndent = true;
        for (; at < length; at++) {
          const byte = bytes[at];
          if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
          if (byte === quote && isIndent) return stop('blank before quote', at);
          isIndent &&= byte === blank || byte === tab;
        }
      }
      const end = at;
      const byte = bytes[at];
      isOpen = at < length && byte === delimiter;
      if (isOpen) at++;
      else if (at < length) {
        const isCrLf = byte === carriageReturn;
        if (isCrLf && bytes[at + 1] !== lineFeed) return stop('lone carriage return', at);
        usesCrLf ??= isCrLf;
        if (usesCrLf !== isCrLf) return stop('mixed line ends', at);
        at += isCrLf ? 2 : 1;
        line++;
        lineOffset = at;
      }
      isBlank = fieldCount === 0 && !isOpen && end === start;
      // A blank line of a table with several columns is judged when something follows it, so it is no field yet.
      if (isBlank && columnCount > 1) break;
      fieldCount++;
      if (onField(record, start, end, startLine, startLineOffset)) return { recordCount: record };
    }
    if (isBlank && columnCount > 1) {
      blankLine ??= { kind: 'blank line', line: recordLine, offset: recordStart };
      continue;
    }
    if (blankLine !== undefined) return { recordCount: record, issue: blankLine };
    if (record < 0) columnCount = fieldCount;
    else if (fieldCount !== columnCount) return stop('ragged', recordStart, recordLine, fieldCount);
    record++;
  }
  return { recordCount: record };
}
