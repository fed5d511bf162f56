import { fileCase, type MalformedCase, type Parsed, refused } from './malformed-case.ts';

const two: Parsed = {
  kinds: { a: 'integer', b: 'text' },
  rows: [
    [1, 'x'],
    [2, 'y'],
  ],
};
const only = (...rows: Parsed['rows']): Parsed => ({ kinds: { a: 'integer', b: 'text' }, rows });

/** The structure of delimited text: RFC 4180, and what real files make of it. */
export const delimitedCases: readonly MalformedCase[] = [
  fileCase(
    'an unclosed quote in the header',
    '"a,b\n1,x\n2,y\n',
    refused(/quote that opens in line 1 .* never closed/, 1),
  ),
  fileCase('names of properties that objects have', '__proto__,constructor,toString\n1,x,2\n', {
    kinds: JSON.parse('{"__proto__": "integer", "constructor": "text", "toString": "integer"}'),
    rows: [[1, 'x', 2]],
  }),
  fileCase('a header that begins as Parquet does', 'PAR1,PAR2\n1,x\n', {
    kinds: { PAR1: 'integer', PAR2: 'text' },
    rows: [[1, 'x']],
  }),
  fileCase('an unclosed quote in the middle', 'a,b\n1,x\n2,"y\n3,z\n4,w\n', refused(/quote that opens in line 3/, 3)),
  fileCase('an unclosed quote as the last byte', 'a,b\n1,x\n2,"', refused(/quote that opens in line 3/, 3)),
  fileCase('a quote that closes too early', 'a,b\n1,"x"y\n', refused(/line 2 .* text after a closing quote/, 2)),
  fileCase('a blank after a closing quote', 'a,b\n1,"x" \n', refused(/line 2 .* text after a closing quote/, 2)),
  fileCase('a blank before an opening quote', 'a,b\n1, "x"\n', refused(/line 2 .* blanks before an opening quote/, 2)),
  fileCase('a quote inside an unquoted cell', 'a,b\n1,5" pipe\n2,6"\n', only([1, '5" pipe'], [2, '6"'])),
  fileCase('doubled quotes', 'a,b\n1,"say ""x"""\n2,""""\n', only([1, 'say "x"'], [2, '"'])),
  fileCase(
    'a delimiter and line ends inside quotes',
    'a,b\n1,"x,y\nz"\n2,"u\r\nv"\n',
    only([1, 'x,y\nz'], [2, 'u\r\nv']),
  ),
  fileCase('line ends of quoted cells count as lines', 'a,b\n1,"x\n\n\ny"\n2,z,w\n', refused(/line 6 .* 3 fields/, 6)),
  fileCase('a row with a field too many', 'a,b\n1,x\n2,y,z\n', refused(/line 3 .* 3 fields/, 3)),
  fileCase('a row with a field too few', 'a,b\n1,x\n2\n', refused(/line 3 .* 1 field/, 3)),
  fileCase('trailing delimiters in every row', 'a,b,\n1,x,\n', refused(/column 3 .* has no name/, 1)),
  fileCase('trailing delimiters in all rows but the header', 'a,b\n1,x,\n2,y,\n', refused(/line 2 .* 3 fields/, 2)),
  fileCase('a column twice', 'a,b,a\n1,2,3\n', refused(/two columns .* "a"/, 1)),
  fileCase('a column without a name', 'a,,c\n1,2,3\n', refused(/column 2 .* has no name/, 1)),
  fileCase('a quoted column without a name', 'a,"",c\n1,2,3\n', refused(/column 2 .* has no name/, 1)),
  fileCase('names that differ by case alone', 'a,A\n1,x\n', { kinds: { a: 'integer', A: 'text' }, rows: [[1, 'x']] }),
  fileCase('a header that begins as bzip2 does', 'BZh,b\n1,x\n', {
    kinds: { BZh: 'integer', b: 'text' },
    rows: [[1, 'x']],
  }),
  fileCase('a header of numbers', '1,2\n3,4\n', refused(/holds numbers, not column names/, 1)),
  fileCase('a header only', 'a,b\n', refused(/a header and no rows/)),
  fileCase('a header only, without a line end', 'a,b', refused(/a header and no rows/)),
  fileCase('an empty file', '', refused(/is empty/)),
  fileCase('blanks and line ends only', ' \n\r\n\t\n', refused(/is empty/)),
  fileCase('a byte order mark only', '\ufeff', refused(/is empty/)),
  fileCase('blank lines at the end', 'a,b\n1,x\n2,y\n\n\n', two),
  fileCase('a blank line between rows', 'a,b\n1,x\n\n2,y\n', refused(/line 3 .* is empty/, 3)),
  fileCase('a blank line before the header', '\na,b\n1,x\n', refused(/line 1|column 1 .* has no name/, 1)),
  fileCase('blank lines of one column are missing cells', 'a\n1\n\n3\n', {
    kinds: { a: 'integer' },
    rows: [[1], [null], [3]],
  }),
  fileCase('no line end at the end', 'a,b\n1,x\n2,y', two),
  fileCase('CRLF', 'a,b\r\n1,x\r\n2,y\r\n', two),
  fileCase(
    'CRLF, the last line without LF',
    'a,b\r\n1,x\r\n2,y\r',
    refused(/line 3 .* carriage return without a line feed/, 3),
  ),
  fileCase('LF, then CRLF', 'a,b\n1,x\r\n2,y\n', refused(/line 2 .* ends differently/, 2)),
  fileCase('CRLF, then LF', 'a,b\r\n1,x\n2,y\n', refused(/line 2 .* ends differently/, 2)),
  fileCase('CR alone as line end', 'a,b\r1,x\r2,y\r', refused(/line 1 .* carriage return without a line feed/, 1)),
  fileCase('CR inside an unquoted cell', 'a,b\n1,x\ry\n', refused(/line 2 .* carriage return/, 2)),
  fileCase('a NUL byte in a cell', 'a,b\n1,x\0\n', refused(/line 2 holds a NUL byte/, 2)),
  fileCase('a NUL byte in the header', 'a\0,b\n1,x\n', refused(/line 1 holds a NUL byte/, 1)),
  fileCase('a NUL byte behind all rows', 'a,b\n1,x\n2,y\n\0', refused(/line 4 holds a NUL byte/, 4)),
  fileCase(
    'other control characters',
    'a,b\n1,\u0001\u001b[31m\n2,\u007f\n',
    only([1, '\u0001\u001b[31m'], [2, '\u007f']),
  ),
  fileCase('semicolons with decimal commas in quotes', 'a;b\n1;"x;y"\n2;y\n', only([1, 'x;y'], [2, 'y'])),
  fileCase(
    'an empty and a quoted empty cell are both missing',
    'a,b\n1,\n2,""\n3,x\n',
    only([1, null], [2, null], [3, 'x']),
  ),
];
