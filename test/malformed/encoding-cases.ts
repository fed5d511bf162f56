import { fileCase, type MalformedCase, oneColumn, type Parsed, refused } from './malformed-case.ts';

const rows: Parsed = {
  kinds: { a: 'integer', b: 'text' },
  rows: [
    [1, 'Žluťoučký 𝄞'],
    [2, 'y'],
  ],
};
const table = 'a,b\n1,Žluťoučký 𝄞\n2,y\n';

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
