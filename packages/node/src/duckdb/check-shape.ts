import { type RecordIssue, type RecordScan, scanRecords } from './scan-records.ts';
import { type Delimiter, sniffDelimiter } from './sniff-delimiter.ts';
import { countText, dataProblem, type SourceFile } from './source-file.ts';

/** A file whose every record has been walked: its shape is sound, its cells are not read yet. */
export interface CheckedFile extends SourceFile {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Rows after the header. */
  readonly recordCount: number;
}

/** Walks the whole file and reads its header: TND-1201 with the line for anything that is not a table. */
export function checkShape(file: SourceFile): CheckedFile {
  const delimiter = sniffDelimiter(file.bytes);
  const scan = scanRecords(file.bytes, delimiter.charCodeAt(0));
  const names = headerNames(file, scan);
  if (scan.issue !== undefined) throw shapeProblem(file, scan.issue, names.length);
  if (scan.recordCount === 0)
    throw dataProblem(
      file,
      { line: 1 },
      {
        message: `${file.name} has a header and no rows`,
        expected: 'at least one row',
        came: `a header of ${names.length} columns`,
        next: ['add rows below the header'],
      },
    );
  return { ...file, delimiter, names, recordCount: scan.recordCount };
}

/** The name at a place of the header, without its quotes. */
function headerNames(file: SourceFile, scan: RecordScan): readonly string[] {
  const names = scan.header.map(([start, end]) => {
    const raw = file.bytes.subarray(start, end).toString('utf8');
    return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
  });
  const problem = (message: string, expected: string, came: string, next: string) =>
    dataProblem(file, { line: 1 }, { message, expected, came, next: [next] });
  const empty = names.indexOf('');
  if (empty >= 0)
    throw problem(
      `column ${empty + 1} of ${file.name} has no name`,
      'a name for every column in the first line',
      'an empty name',
      'name it in the first line; row numbers written by pandas go away with index=False',
    );
  const second = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (second >= 0) {
    const name = names[second] ?? '';
    throw problem(
      `two columns of ${file.name} are named "${name}"`,
      'distinct names in the first line',
      `"${name}" as column ${names.indexOf(name) + 1} and ${second + 1}`,
      'rename one of them',
    );
  }
  if (names.every((name) => name.trim() !== '' && Number.isFinite(Number(name))))
    throw problem(
      `the first line of ${file.name} holds numbers, not column names`,
      'column names in the first line',
      names.slice(0, 5).join(', '),
      'put a line with the column names before it',
    );
  return names;
}

function shapeProblem(file: SourceFile, issue: RecordIssue, columnCount: number): Error {
  const line = `line ${countText(issue.line)}`;
  const at = { line: issue.line };
  const fields = (count: number | undefined) => `${count} ${count === 1 ? 'field' : 'fields'}`;
  switch (issue.kind) {
    case 'ragged':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} has ${fields(issue.fieldCount)}`,
        expected: `${fields(columnCount)}, as in the header`,
        came: fields(issue.fieldCount),
        next: ['put fields that contain the delimiter into double quotes', 'remove or complete the line'],
      });
    case 'blank line':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} is empty, and rows follow it`,
        expected: fields(columnCount),
        came: 'an empty line',
        next: ['remove the line'],
      });
    case 'unclosed quote':
      return dataProblem(file, at, {
        message: `the quote that opens in ${line} of ${file.name} is never closed`,
        expected: 'a closing double quote',
        came: 'the end of the file',
        next: ['close the quote, or double it ("") where it is part of the text'],
      });
    case 'text after quote':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} has text after a closing quote`,
        expected: 'the delimiter or the end of the line',
        came: JSON.stringify(file.bytes.subarray(issue.offset, issue.offset + 12).toString('utf8')),
        next: ['double a quote ("") that is part of the text'],
      });
    case 'blank before quote':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} has blanks before an opening quote`,
        expected: 'the quote right after the delimiter',
        came: 'blanks and a quote',
        next: ['remove the blanks after the delimiters'],
      });
    case 'lone carriage return':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} holds a carriage return without a line feed`,
        expected: 'lines that end with LF or CRLF',
        came: 'CR alone',
        next: ['convert the line ends, or put the field into double quotes'],
      });
    case 'mixed line ends':
      return dataProblem(file, at, {
        message: `${line} of ${file.name} ends differently from the lines before it`,
        expected: 'LF everywhere or CRLF everywhere',
        came: 'both',
        next: [`convert the line ends, for example: dos2unix ${file.name}`],
      });
  }
}
