import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Problem, type ProblemDetail } from '@tend/protocol';

/** A text file as it was read: the bytes that were hashed and scanned, and what tells whether it has changed since. */
export interface SourceFile {
  /** As the caller wrote it, for messages. */
  readonly path: string;
  readonly absolutePath: string;
  readonly name: string;
  /** Without a byte order mark. */
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  /** SHA-256 of the whole file, lower-case hex. */
  readonly digest: string;
  readonly stamp: string;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const containers: readonly (readonly [start: Buffer, what: string, next: string])[] = [
  [Buffer.from([0x1f, 0x8b]), 'is compressed with gzip', 'unpack it first, for example with gunzip'],
  [Buffer.from('PK\x03\x04', 'latin1'), 'is a ZIP or Excel file', 'unpack it, or save the sheet as CSV UTF-8'],
  [Buffer.from('PAR1', 'latin1'), 'is a Parquet file', 'write it out as CSV'],
  [Buffer.from([0xff, 0xfe]), 'is UTF-16 text', 'save it as UTF-8'],
  [Buffer.from([0xfe, 0xff]), 'is UTF-16 text', 'save it as UTF-8'],
];

/**
 * Reads a file whole, its path taken from the folder, and checks that it is UTF-8 text: TND-1004 where it cannot be
 * read, TND-1201 where it is no text.
 */
export async function readSourceFile(folder: string, path: string): Promise<SourceFile> {
  const absolutePath = resolve(folder, path);
  const name = basename(absolutePath);
  const stamp = await stampOf(path, absolutePath);
  const whole = await readFile(absolutePath).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const hasMark = whole.subarray(0, 3).equals(byteOrderMark);
  const bytes = hasMark ? whole.subarray(3) : whole;
  const digest = createHash('sha256').update(whole).digest('hex');
  const file = { path, absolutePath, name, bytes, sizeBytes: whole.length, digest, stamp };
  checkIsText(file);
  return file;
}

/** TND-1201 where the file is no longer the one that was scanned: what DuckDB read would be something else. */
export async function checkUnchanged(file: SourceFile): Promise<void> {
  if ((await stampOf(file.path, file.absolutePath)) === file.stamp) return;
  throw dataProblem(file, undefined, {
    message: `${file.name} changed while it was read`,
    next: ['read it again when nothing writes to it'],
  });
}

/** TND-1201 at a place of the file. Line and column count from 1; the text of the line is added. */
export function dataProblem(
  file: SourceFile,
  at: { readonly line: number; readonly column?: number } | undefined,
  detail: Omit<ProblemDetail, 'place'>,
): Problem {
  const place =
    at === undefined ? { file: file.path } : { file: file.path, ...at, text: lineText(file.bytes, at.line) };
  return new Problem('TND-1201', { ...detail, place });
}

/** Thousands with commas, as in `line 18,204`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

function checkIsText(file: SourceFile): void {
  const { bytes, name } = file;
  for (const [start, what, next] of containers)
    if (bytes.subarray(0, start.length).equals(start))
      throw dataProblem(file, undefined, {
        message: `${name} ${what}`,
        expected: 'text in UTF-8',
        came: what,
        next: [next],
      });
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    throw dataProblem(file, undefined, {
      message: `${name} is empty`,
      expected: 'a header line and rows',
      came: `${countText(file.sizeBytes)} bytes without a character`,
      next: ['write the data out again: this file holds none'],
    });
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw dataProblem(
      file,
      { line: lineOf(bytes, zero) },
      {
        message: `${name} is not a text file: line ${countText(lineOf(bytes, zero))} holds a NUL byte`,
        expected: 'text in UTF-8',
        came: `a NUL byte at offset ${countText(zero)}`,
        next: ['check that this is the file you mean', 'if it is UTF-16 text, save it as UTF-8'],
      },
    );
  if (isUtf8(bytes)) return;
  const line = lineOf(bytes, firstBadLine(bytes));
  throw dataProblem(
    file,
    { line },
    {
      message: `line ${countText(line)} of ${name} is not UTF-8`,
      expected: 'text in UTF-8',
      came: 'bytes that are no UTF-8, often Latin-1 or Windows-1252',
      next: [`convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 ${name}`],
    },
  );
}

/** Offset of the start of the first line that is not UTF-8: no UTF-8 sequence contains a line feed. */
function firstBadLine(bytes: Buffer): number {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) return start;
    start = next;
  }
  return 0;
}

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line++;
  return line;
}

/** At most 400 characters: the line goes into a message. */
function lineText(bytes: Buffer, line: number): string {
  let start = 0;
  for (let n = 1; n < line; n++) start = bytes.indexOf(0x0a, start) + 1;
  const end = bytes.indexOf(0x0a, start);
  const text = bytes
    .subarray(start, end < 0 ? undefined : end)
    .toString('utf8')
    .replace(/\r$/, '');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

async function stampOf(path: string, absolutePath: string): Promise<string> {
  const found = await stat(absolutePath, { bigint: true }).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!found.isFile()) throw unreadable(path, undefined, found.isDirectory() ? 'a folder' : 'not a regular file');
  return `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}`;
}

function unreadable(path: string, error: unknown, what?: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'no file of this name',
    EACCES: 'no permission to read it',
    EPERM: 'no permission to read it',
    ENOTDIR: 'a part of the path is not a folder',
    ERR_FS_FILE_TOO_LARGE: 'more than 2 GiB',
  };
  const came = what ?? reasons[code] ?? (error instanceof Error ? error.message : 'a failure to read it');
  return new Problem(
    'TND-1004',
    {
      message: `${path} cannot be read: ${came}`,
      expected: 'a delimited text file',
      came,
      place: { file: path },
      next: ["check the path: it is taken from the project's folder"],
    },
    error === undefined ? undefined : { cause: error },
  );
}
