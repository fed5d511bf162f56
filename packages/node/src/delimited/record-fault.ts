import type { ScanEnding } from '@tend/kernels';
import { countText, kindNouns, type NumericKind } from '@tend/table';

/** What a message says of a row that does not fit. */
export interface FaultText {
  readonly message: string;
  readonly expected: string;
  readonly came: string;
  readonly next: readonly string[];
}

export type RecordFault = Exclude<ScanEnding, 'done' | 'full'> | 'not UTF-8';

interface FaultPlace {
  readonly file: string;
  readonly line: number;
  readonly columnCount: number;
  /** Fields of a ragged record. */
  readonly fieldCount: number;
  /** The text from the fault on. */
  readonly rest: string;
}

/** What is wrong with a record whose shape is no row of the table. */
export function recordFault(
  fault: RecordFault,
  { file, line: number, columnCount, fieldCount, rest }: FaultPlace,
): FaultText {
  const line = `line ${countText(number)}`;
  const fields = (count: number): string => `${count} ${count === 1 ? 'field' : 'fields'}`;
  switch (fault) {
    case 'ragged':
      return {
        message: `${line} of ${file} has ${fields(fieldCount)}`,
        expected: `${fields(columnCount)}, as in the header`,
        came: fields(fieldCount),
        next: ['put fields that contain the delimiter into double quotes', 'remove or complete the line'],
      };
    case 'blank line':
      return {
        message: `${line} of ${file} is empty, and rows follow it`,
        expected: fields(columnCount),
        came: 'an empty line',
        next: ['remove the line'],
      };
    case 'unclosed quote':
      return {
        message: `the quote that opens in ${line} of ${file} is never closed`,
        expected: 'a closing double quote',
        came: 'the end of the file',
        next: ['close the quote, or double it ("") where it is part of the text'],
      };
    case 'text after quote':
      return {
        message: `${line} of ${file} has text after a closing quote`,
        expected: 'the delimiter or the end of the line',
        came: JSON.stringify(rest.slice(0, 12)),
        next: ['double a quote ("") that is part of the text'],
      };
    case 'blank before quote':
      return {
        message: `${line} of ${file} has blanks before an opening quote`,
        expected: 'the quote right after the delimiter',
        came: 'blanks and a quote',
        next: ['remove the blanks after the delimiters'],
      };
    case 'lone carriage return':
      return {
        message: `${line} of ${file} holds a carriage return without a line feed`,
        expected: 'lines that end with LF or CRLF',
        came: 'CR alone',
        next: ['convert the line ends, or put the field into double quotes'],
      };
    case 'mixed line ends':
      return {
        message: `${line} of ${file} ends differently from the lines before it`,
        expected: 'LF everywhere or CRLF everywhere',
        came: 'both',
        next: [`convert the line ends, for example: dos2unix ${file}`],
      };
    case 'NUL byte':
      return {
        message: `${file} is not a text file: ${line} holds a NUL byte`,
        expected: 'text in UTF-8',
        came: 'a NUL byte',
        next: ['check that this is the file you mean', 'if it is UTF-16 text, save it as UTF-8'],
      };
    case 'not UTF-8':
      return {
        message: `${line} of ${file} is not UTF-8`,
        expected: 'text in UTF-8',
        came: 'bytes that are no UTF-8, often Latin-1 or Windows-1252',
        next: [`convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 ${file}`],
      };
  }
}

/** What is wrong with a row whose cell is not of its column's kind. */
export function cellFault(
  file: string,
  line: number,
  { name, kind, pattern, text }: { name: string; kind: NumericKind; pattern: string | undefined; text: string },
): FaultText {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return {
    message: `line ${countText(line)} of ${file} has "${shown}" in column "${name}"`,
    expected: pattern === undefined ? kindNouns[kind] : `a ${kind} as ${pattern}`,
    came: text === '' ? 'an empty field' : `"${shown}"`,
    next: [
      `list the spelling under data.missing for "${name}", if it means that the value is missing`,
      'correct the cell, or declare the column as text in data.contract',
    ],
  };
}
