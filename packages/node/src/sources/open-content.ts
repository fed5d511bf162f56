import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from '@tend/protocol';
import type { ConvertedFile } from './converted-file.ts';
import { checkIsText, type FileFormat, formatOf } from './files/file-format.ts';
import { type FoundFile, findFiles } from './files/find-files.ts';
import { gunzip, isGzip } from './files/gunzip.ts';
import { openRawFile, type RawFile } from './files/raw-file.ts';
import { utf8Text } from './files/utf8-text.ts';
import type { ReadLimits } from './read-limits.ts';
import { unreadable } from './source-problem.ts';

/** Where and how far a source may be read. */
export interface ReadPlace {
  /** The project's folder: relative paths start here. */
  readonly folder: string;
  /** A folder of its own for what is written meanwhile; whoever made it removes it. */
  readonly scratch: string;
  readonly limits: ReadLimits;
  readonly environment: NodeJS.ProcessEnv;
}

/** What a source holds: delimited text as it stands, or what was written out as such. */
export interface SourceContent {
  readonly files: readonly ContentFile[];
  readonly isConverted: boolean;
}

export interface ContentFile {
  readonly name: string;
  /** UTF-8 without a byte order mark; each call reads anew. */
  text(): AsyncIterable<Uint8Array>;
  /** Of the file as it was read; of the rows that a query gave. */
  readonly sizeBytes: number;
  digest(): Promise<string>;
  readonly converted?: ConvertedFile;
}

type FileSource = Extract<DataSource, { path: unknown }>;
type TextFormat = Pick<FileSource, 'format' | 'encoding'>;

/**
 * Reaches a source, fetches and converts what is no delimited text. TND-1004, TND-1201. What only one kind of source needs is
 * loaded when it is met: DuckDB and the PostgreSQL client cost more to load than most files to read.
 */
export async function openContent(source: DataSource, place: ReadPlace): Promise<SourceContent> {
  if (typeof source === 'string')
    return /^https?:\/\//i.test(source)
      ? openContent({ url: source }, place)
      : openFiles(await findFiles(place.folder, [source]), {}, place);
  if ('path' in source) return openFiles(await findFiles(place.folder, [source.path].flat()), source, place);
  if ('url' in source) {
    const { download } = await import('./http/download.ts');
    const file = await download(source, place.environment, join(place.scratch, 'download'), place.limits);
    return openFiles([file], { ...source, format: source.format ?? formatOf(file.name, file.contentType) }, place);
  }
  const textPath = join(place.scratch, 'rows.csv');
  if ('postgres' in source) {
    const { queryPostgres } = await import('./queries/query-postgres.ts');
    const query = { variable: source.postgres, query: source.query };
    return queried(await queryPostgres(query, place.environment, textPath, place.limits));
  }
  const [file] = await findFiles(place.folder, [source.sqlite]);
  if (file === undefined) throw new RangeError('no file was found, and no problem said so');
  const { querySqlite } = await import('./queries/query-sqlite.ts');
  return queried(await querySqlite(file, source.query, textPath, place.limits));
}

/** Rows of a query: what they hash to is the text that was written of them. */
async function queried(converted: ConvertedFile): Promise<SourceContent> {
  const rows = await openRawFile(converted);
  return {
    isConverted: true,
    files: [{ name: converted.name, sizeBytes: rows.sizeBytes, digest: rows.digest, text: rows.bytes, converted }],
  };
}

async function openFiles(found: readonly FoundFile[], declared: TextFormat, place: ReadPlace): Promise<SourceContent> {
  const formats = found.map((file) => declared.format ?? formatOf(file.name));
  const [format = 'delimited'] = formats;
  const other = formats.findIndex((one) => one !== format);
  if (other >= 0) throw mixed(found[0]?.name ?? '', format, found[other]?.name ?? '', formats[other] ?? format);
  const raw: RawFile[] = [];
  for (const file of found) raw.push(await openRawFile(file));
  if (format === 'parquet') return converted(raw, await convertAll(raw, place));
  const texts = await Promise.all(raw.map((file) => textOf(file, declared, place)));
  if (format !== 'delimited') {
    const { convertJson } = await import('./json/convert-json.ts');
    const sources = raw.map(({ name }, i) => ({ name, format, text: texts[i] ?? noText }));
    return converted(raw, await convertJson(sources, (i) => join(place.scratch, `${i}.csv`), place.limits));
  }
  const files = raw.map(({ name, sizeBytes, digest }, i) => ({ name, sizeBytes, digest, text: texts[i] ?? noText }));
  return { isConverted: false, files };
}

async function* noText(): AsyncGenerator<Uint8Array> {}

async function converted(raw: readonly RawFile[], texts: readonly ConvertedFile[]): Promise<SourceContent> {
  const files: ContentFile[] = [];
  for (const [i, text] of texts.entries()) {
    const [file, opened] = [raw[i], await openRawFile(text)];
    if (file === undefined) throw new RangeError('more files were written than read');
    const { name, sizeBytes, digest } = file;
    files.push({ name, sizeBytes, digest, text: opened.bytes, converted: text });
  }
  return { isConverted: true, files };
}

/** The bytes of a text file as UTF-8, unpacked where it is gzip by its first bytes, whatever its name. */
async function textOf(
  file: RawFile,
  { encoding }: TextFormat,
  place: ReadPlace,
): Promise<() => AsyncIterable<Uint8Array>> {
  const start = await file.start(16);
  checkIsText(file, start);
  if (!isGzip(start)) return () => utf8Text(file.name, file.bytes, encoding);
  return () => utf8Text(file.name, () => textInside(file, place.limits), encoding);
}

async function* textInside(file: RawFile, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const block of gunzip(file.name, file.bytes(), limits)) {
    if (isFirst) checkIsText(file, block, true);
    isFirst = false;
    yield block;
  }
}

async function convertAll(raw: readonly RawFile[], place: ReadPlace): Promise<readonly ConvertedFile[]> {
  const { convertParquet, isParquet } = await import('./parquet/convert-parquet.ts');
  const texts: ConvertedFile[] = [];
  for (const [i, file] of raw.entries()) {
    const start = await file.start(16);
    const path = isGzip(start) ? join(place.scratch, `${i}.parquet`) : file.path;
    if (path !== file.path) await pipeline(gunzip(file.name, file.bytes(), place.limits), createWriteStream(path));
    else if (!isParquet(start)) throw noParquet(file.name);
    texts.push(await convertParquet({ name: file.name, path }, join(place.scratch, `${i}.csv`), place.limits));
  }
  return texts;
}

function noParquet(name: string): Error {
  return unreadable(name, {
    message: `${name} is not a Parquet file`,
    expected: 'PAR1 at its start',
    came: 'other bytes',
    next: ['write format: below data.source as what it is, or fetch the file again'],
  });
}

function mixed(name: string, format: FileFormat, other: string, otherFormat: FileFormat): Error {
  return unreadable(other, {
    message: `${name} is ${format} and ${other} is ${otherFormat}`,
    expected: 'files of one format in a source',
    came: 'two formats',
    next: ['name the files of one format, or write format: below data.source where the names mislead'],
  });
}
