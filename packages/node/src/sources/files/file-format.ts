import type { DataSource } from '@tend/protocol';
import { unreadable } from '../source-problem.ts';
import type { FoundFile } from './find-files.ts';
import { isGzip } from './gunzip.ts';

/** How the rows of a file are written. */
export type FileFormat = Extract<DataSource, { path: unknown }>['format'] & string;

const endings: readonly (readonly [pattern: RegExp, format: FileFormat])[] = [
  [/\.(jsonl|ndjson|jsonlines)$/i, 'jsonLines'],
  [/\.json$/i, 'json'],
  [/\.(parquet|pq|parq)$/i, 'parquet'],
];

const contentTypes: Readonly<Record<string, FileFormat>> = {
  'application/json': 'json',
  'application/jsonl': 'jsonLines',
  'application/x-ndjson': 'jsonLines',
  'application/x-jsonlines': 'jsonLines',
  'application/vnd.apache.parquet': 'parquet',
};

/** The format of a file by its name, or else by what its server says of it; delimited text where neither says. */
export function formatOf(name: string, contentType = ''): FileFormat {
  const plain = name.replace(/\?.*$/, '').replace(/\.gz$/i, '');
  const byName = endings.find(([pattern]) => pattern.test(plain))?.[1];
  return (
    byName ?? (/\.(csv|tsv|txt|tab|psv|dat)$/i.test(plain) ? 'delimited' : (contentTypes[contentType] ?? 'delimited'))
  );
}

const containers: readonly (readonly [start: string, what: string, next: string])[] = [
  ['PK\x03\x04', 'is a ZIP or Excel file', 'unpack it, or save the sheet as CSV UTF-8'],
  ['PAR1\x15', 'is a Parquet file', 'write format: parquet below data.source'],
  ['SQLite format 3\0', 'is an SQLite file', 'write sqlite: and query: below data.source'],
  ['\xd0\xcf\x11\xe0', 'is an old Excel file', 'save the sheet as CSV UTF-8'],
  ['BZh91AY&SY', 'is packed with bzip2', 'unpack it with bunzip2, or pack it with gzip'],
  ['\xfd7zXZ\0', 'is packed with xz', 'unpack it with unxz, or pack it with gzip'],
  ['\x28\xb5\x2f\xfd', 'is packed with zstd', 'unpack it with unzstd, or pack it with gzip'],
  ['%PDF-', 'is a PDF', 'write the table out as CSV UTF-8'],
];

/** TND-1201 where a file that should be text begins as something that is known not to be. `isUnpacked` after gzip. */
export function checkIsText({ name }: Pick<FoundFile, 'name'>, start: Uint8Array, isUnpacked = false): void {
  const letters = Buffer.from(start.subarray(0, 16)).toString('latin1');
  const known = containers.find(([mark]) => letters.startsWith(mark));
  const [, what, next] =
    known ?? (isUnpacked && isGzip(start) ? ['', 'is packed with gzip twice', 'unpack it once'] : []);
  if (what === undefined || next === undefined) return;
  throw unreadable(name, { message: `${name} ${what}`, expected: 'text', came: what, next: [next] });
}
