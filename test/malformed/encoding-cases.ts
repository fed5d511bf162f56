import { fileCase, type MalformedCase, oneColumn, type Parsed, refused } from './malformed-case.ts';

const rows: Parsed = {
  kinds: { a: 'integer', b: 'text' },
  rows: [
    [1, 'Žluťoučký 𝄞'],
    [2, 'y'],
  ],
};
const table = 'a,b\n1,Žluťoučký 𝄞\n2,y\n';

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Bytes in place of `?` in a table. */
function withBytes(around: string, ...bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = around.split('?');
  return Buffer.concat([Buffer.from(before), Uint8Array.from(bytes), Buffer.from(after)]);
}

const inRowThree = 'a,b\n1,x\n2,?\n';
const notUtf8 = (name: string, ...bytes: readonly number[]): MalformedCase =>
  fileCase(name, withBytes(inRowThree, ...bytes), refused(/line 3 .* is not UTF-8/, 3));

/** A character of four bytes that begins `shift` bytes before a multiple of 65,536. */
function acrossBlock(shift: number): MalformedCase {
  const head = 'a\n';
  const filler = 'x'.repeat(65_536 - head.length - shift);
  return fileCase(
    `a character across the end of a block, ${shift} bytes before it`,
    `${head}${filler}𝄞\n`,
    oneColumn('text', `${filler}𝄞`),
  );
}

/** How text is encoded, and bytes that are no text. */
export const encodingCases: readonly MalformedCase[] = [
  fileCase('UTF-8 with a byte order mark', `\ufeff${table}`, rows),
  fileCase('a second byte order mark is part of the name', '\ufeff\ufeffa\n1\n', {
    kinds: { '\ufeffa': 'integer' },
    rows: [[1]],
  }),
  fileCase('characters that are no characters', 'a\n\ufffe\n\uffff\n', oneColumn('text', '\ufffe', '\uffff')),
  fileCase('a replacement character', 'a\n\ufffd\nx\n', oneColumn('text', '\ufffd', 'x')),
  fileCase('composed and decomposed spellings are two', 'a\né\ne\u0301\n', oneColumn('text', 'é', 'e\u0301')),
  ...[0, 1, 2, 3].map(acrossBlock),
  notUtf8('a continuation byte alone', 0x80),
  notUtf8('a sequence that is cut off', 0xe2, 0x82),
  notUtf8('a sequence of four that is cut off', 0xf0, 0x9d, 0x84),
  notUtf8('an overlong slash', 0xc0, 0xaf),
  notUtf8('an overlong NUL', 0xc0, 0x80),
  notUtf8('an overlong sequence of three', 0xe0, 0x80, 0xaf),
  notUtf8('an overlong sequence of four', 0xf0, 0x80, 0x80, 0xaf),
  notUtf8('a high surrogate', 0xed, 0xa0, 0x80),
  notUtf8('a low surrogate', 0xed, 0xb0, 0x80),
  notUtf8('a pair of surrogates (CESU-8)', 0xed, 0xa0, 0xb4, 0xed, 0xb4, 0x9e),
  notUtf8('beyond U+10FFFF', 0xf4, 0x90, 0x80, 0x80),
  notUtf8('a sequence of five', 0xf8, 0x88, 0x80, 0x80, 0x80),
  notUtf8('the byte FF', 0xff),
  notUtf8('Latin-1', 0xfc),
  fileCase('bad bytes in the header', withBytes('a,b?\n1,x\n', 0xfc), refused(/line 1 .* is not UTF-8/, 1)),
  fileCase(
    'bad bytes as the last of the file',
    withBytes('a,b\n1,x\n2,y?', 0xc3),
    refused(/line 3 .* is not UTF-8/, 3),
  ),
  fileCase('bad bytes inside quotes', withBytes('a,b\n1,"x\n?"\n', 0xc3), refused(/line 3 .* is not UTF-8/, 3)),
  fileCase(
    'bad bytes far behind',
    Buffer.concat([Buffer.from(`a,b\n${'1,x\n'.repeat(300_000)}`), Uint8Array.of(0x80), Buffer.from(',x\n')]),
    refused(/line 300,002 .* is not UTF-8/, 300_002),
  ),
];

/** Encodings other than UTF-8, found by their mark or declared. */
export const transcodedCases: readonly MalformedCase[] = [
  fileCase('UTF-16 LE with a mark', Buffer.from(`\ufeff${table}`, 'utf16le'), rows),
  fileCase('UTF-16 BE with a mark', swapped(`\ufeff${table}`), rows),
  fileCase('UTF-16 LE without a mark', Buffer.from(table, 'utf16le'), refused(/UTF-16|NUL byte/)),
  fileCase('UTF-16 BE without a mark', swapped(table), refused(/UTF-16|NUL byte/)),
  fileCase('UTF-16 LE, declared', Buffer.from(table, 'utf16le'), rows, declared('utf-16le')),
  fileCase(
    'UTF-16 with half a character',
    Buffer.from(`\ufeff${table}x`, 'utf16le').subarray(0, -1),
    refused(/utf-16/i),
  ),
  fileCase('UTF-16 with half a pair', Buffer.from('\ufeffa\n\ud834\n', 'utf16le'), refused(/utf-16/i)),
  fileCase(
    'windows-1252, declared',
    withBytes('a\nM?ller\nx\n', 0xfc),
    oneColumn('text', 'Müller', 'x'),
    declared('windows-1252'),
  ),
  fileCase('UTF-8 that is declared as UTF-16', 'a,b\n1,x\n2,yy\n', refused(/./), declared('utf-16le')),
  fileCase('an encoding that nobody knows', table, refused(/klingon/), declared('klingon')),
];

function declared(encoding: string): { readonly source: { readonly path: string; readonly encoding: string } } {
  return { source: { path: 'data.csv', encoding } };
}
