import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MalformedCase, Refused } from './malformed-case.ts';

const unreadable = (says: RegExp): Refused => ({ code: 'TND-1004', says });
const isRoot = process.getuid?.() === 0;

/** Names that are no file that can be read. */
export const pathCases: readonly MalformedCase[] = [
  { name: 'no file', make: () => {}, answer: unreadable(/no file/) },
  { name: 'a folder', make: (folder) => mkdirSync(join(folder, 'data.csv')), answer: unreadable(/folder/) },
  {
    name: 'a pipe that nobody writes to',
    make: (folder) => void execFileSync('mkfifo', [join(folder, 'data.csv')]),
    answer: unreadable(/not a regular file/),
    skip: process.platform === 'win32' ? 'Windows has no such pipes' : undefined,
  },
  {
    name: 'a device without end',
    make: (folder) => symlinkSync('/dev/zero', join(folder, 'data.csv')),
    answer: unreadable(/not a regular file/),
    skip: process.platform === 'win32' ? 'Windows has no such devices' : undefined,
  },
  {
    name: 'a link to itself',
    make: (folder) => symlinkSync('data.csv', join(folder, 'data.csv')),
    answer: unreadable(/cannot be read/),
  },
  {
    name: 'a link to nothing',
    make: (folder) => symlinkSync('gone', join(folder, 'data.csv')),
    answer: unreadable(/no file/),
  },
  {
    name: 'a file without permission',
    make: (folder) => {
      writeFileSync(join(folder, 'data.csv'), 'a\n1\n');
      chmodSync(join(folder, 'data.csv'), 0);
    },
    answer: unreadable(/no permission/),
    skip: isRoot ? 'the superuser may read every file' : undefined,
  },
  {
    name: 'a path through a file',
    make: (folder) => writeFileSync(join(folder, 'data.csv'), 'a\n1\n'),
    request: { source: 'data.csv/more.csv' },
    answer: unreadable(/cannot be read/),
  },
  {
    name: 'a name with a NUL character',
    make: () => {},
    request: { source: 'data\0.csv' },
    answer: unreadable(/cannot be read|NUL/),
  },
  {
    name: 'a name of 300 characters',
    make: () => {},
    request: { source: 'x'.repeat(300) },
    answer: unreadable(/cannot be read/),
  },
];
