import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileCase, type MalformedCase, oneColumn, refused } from './malformed-case.ts';

const mebi = 2 ** 20;

/** A file of `data.csv` that is written piece by piece: the piece `count` times between start and end. */
function repeated(name: string, [start, piece, end]: readonly [string, string, string], count: number) {
  return {
    name,
    make: (folder: string): void => {
      const file = openSync(join(folder, 'data.csv'), 'w');
      const bytes = Buffer.from(piece);
      writeSync(file, start);
      for (let i = 0; i < count; i++) writeSync(file, bytes);
      writeSync(file, end);
      closeSync(file);
    },
    // Files beyond 300 MiB are read in a process that is killed at this limit: they must be given up long before. Smaller ones
    // are read in place, where no limit holds.
    limits: { residentBytes: 700 * mebi },
  };
}

const names = Array.from({ length: 3000 }, (_, i) => `c${i}`).join(',');
const long = 'x'.repeat(10 * mebi);

/** More than a table holds: each must be refused for what it is, not for the memory that it took. */
export const largeCases: readonly MalformedCase[] = [
  fileCase('a cell of 10 MiB', `a\n${long}\n"${long}"\n`, oneColumn('text', long, long)),
  {
    ...repeated('a line of 1 GiB', ['a\n', 'x'.repeat(mebi), '\n'], 1024),
    answer: refused(/longer than|more than .*(MiB|bytes)/, 2),
  },
  {
    ...repeated('a header of 320 MiB', ['', 'x'.repeat(mebi), '\n1\n'], 320),
    answer: refused(/longer than|more than .*(MiB|bytes)/, 1),
  },
  {
    ...repeated('a quoted cell of 320 MiB', ['a\n"', `${'x'.repeat(mebi - 1)}\n`, '"\n'], 320),
    answer: refused(/longer than|more than .*(MiB|bytes)/, 2),
  },
  {
    ...repeated(
      'a quote that is never closed, 320 MiB before the end',
      ['a\n"', `${'x'.repeat(1023)}\n`.repeat(1024), ''],
      320,
    ),
    answer: refused(/quote that opens in line 2|longer than|more than .*(MiB|bytes)/, 2),
  },
  {
    ...repeated('ten million columns', ['a', ',b'.repeat(10_000), '\n1\n'], 1000),
    answer: refused(/columns/, 1),
  },
  {
    ...repeated('a row of ten million fields', ['a,b\n1', ',2'.repeat(10_000), '\n1,2\n'], 1000),
    answer: refused(/fields/, 2),
  },
  {
    ...repeated('three thousand columns', [`${names}\n`, `1${',1'.repeat(2999)}\n`, ''], 3),
    answer: {
      kinds: Object.fromEntries(names.split(',').map((name) => [name, 'integer'])),
      rows: Array.from({ length: 3 }, () => new Array<number>(3000).fill(1)),
    },
  },
  {
    ...repeated('4 MiB of blank lines', ['a,b\n', '\n'.repeat(mebi), '1,2\n'], 4),
    answer: refused(/line 2 .* is empty/, 2),
  },
];
