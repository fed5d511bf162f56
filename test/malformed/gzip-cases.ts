import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileCase, type MalformedCase, type Parsed, refused } from './malformed-case.ts';

const rows: Parsed = {
  kinds: { a: 'integer', b: 'text' },
  rows: [
    [1, 'x'],
    [2, 'y'],
  ],
};
const packed = gzipSync('a,b\n1,x\n2,y\n');

function changed(at: number, change: (byte: number) => number): Uint8Array {
  const bytes = Buffer.from(packed);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = change(bytes[index] ?? 0);
  return bytes;
}

/** Half a megabyte that unpacks to half a gigabyte of lines: members of gzip may follow each other. */
function bomb(folder: string): void {
  const member = gzipSync('1\n'.repeat(2 ** 23), { level: 9 });
  const members = Array.from({ length: 32 }, () => member);
  writeFileSync(join(folder, 'data.csv'), Buffer.concat([gzipSync('a\n'), ...members]));
}

/** Files packed with gzip. */
export const gzipCases: readonly MalformedCase[] = [
  fileCase('gzip that is sound, whatever its name', packed, rows),
  fileCase('text that is named .gz', 'a,b\n1,x\n2,y\n', rows, { source: 'data.csv.gz' }),
  fileCase('gzip that ends early', packed.subarray(0, -9), refused(/ends before its gzip stream does/)),
  fileCase('gzip that ends in its header', packed.subarray(0, 7), refused(/ends before its gzip stream does/)),
  fileCase(
    'gzip with a wrong checksum',
    changed(-8, (byte) => byte ^ 1),
    refused(/not sound gzip/),
  ),
  fileCase(
    'gzip with a wrong length',
    changed(-4, (byte) => byte ^ 1),
    refused(/not sound gzip/),
  ),
  fileCase(
    'gzip of an unknown method',
    changed(2, () => 7),
    refused(/not sound gzip/),
  ),
  fileCase('gzip with something behind it', Buffer.concat([packed, Buffer.from('rubbish')]), refused(/gzip/)),
  fileCase('gzip in gzip', gzipSync(packed), refused(/gzip/)),
  fileCase('gzip of nothing', gzipSync(''), refused(/is empty/)),
  fileCase('gzip of UTF-16', gzipSync(Buffer.from('\ufeffa,b\n1,x\n2,y\n', 'utf16le')), rows),
  {
    name: 'a small file that unpacks to a thousand times its size',
    make: bomb,
    limits: { bombBytes: 2 ** 26 },
    answer: refused(/more than 1000 times its size/),
  },
  {
    name: 'more than a person allows',
    make: bomb,
    limits: { totalBytes: 2 ** 26 },
    answer: refused(/TEND_READ_MIB|MiB/),
  },
];
