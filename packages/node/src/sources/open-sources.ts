import type { Blobs, ReadRequest, SourceReading, TableSource } from '@tend/lifecycle';
import { openBlobs } from '../blobs/open-blobs.ts';
import { formatOf } from './files/file-format.ts';
import { findFiles } from './files/find-files.ts';
import { isGzip } from './files/gunzip.ts';
import { openRawFile } from './files/raw-file.ts';
import { readInProcess } from './process/read-in-process.ts';
import { tableFolder } from './process/reading-messages.ts';
import { makeScratchFolder, removeScratchFolder } from './process/scratch-folder.ts';
import { readContent } from './read-content.ts';
import { type ReadLimits, readLimitsFrom } from './read-limits.ts';

export interface SourceOptions {
  readonly limits?: Partial<ReadLimits>;
}

/**
 * Plain text up to this size is read here: it needs a small multiple of its size at most, and to hand its table over from
 * another process would take as long again as to read it.
 */
const smallBytes = 300 * 2 ** 20;

/**
 * Reads the sources of a project; relative paths start at its folder, and what is kept goes among its blobs. Everything but
 * plain text of ordinary size is read in a process that can be killed. TND-1004, TND-1201, TND-9002.
 */
export function openSources(
  folder: string,
  blobs: Pick<Blobs, 'putTable'>,
  { limits = {} }: SourceOptions = {},
): TableSource {
  return { read: (request) => read(folder, blobs, { ...readLimitsFrom(process.env), ...limits }, request) };
}

async function read(
  folder: string,
  blobs: Pick<Blobs, 'putTable'>,
  limits: ReadLimits,
  request: ReadRequest,
): Promise<SourceReading> {
  const scratch = await makeScratchFolder();
  const remove = () => removeScratchFolder(scratch);
  try {
    if (await isSmall(folder, request)) {
      const { close, ...reading } = await readContent(request, { folder, scratch, limits, environment: process.env });
      return {
        ...reading,
        store: () => blobs.putTable(reading.table),
        close: async () => {
          await close();
          await remove();
        },
      };
    }
    const { table: digest, ...report } = await readInProcess({ request, folder, scratch, limits });
    const table = await (await openBlobs(tableFolder(scratch))).openTable(digest);
    return { ...report, table, store: () => blobs.putTable(table), close: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Whether a source is files of plain delimited text that are small together. */
async function isSmall(folder: string, { source }: ReadRequest): Promise<boolean> {
  const files = typeof source === 'string' ? { path: source, format: undefined } : source;
  if (!('path' in files) || /^https?:\/\//i.test(String(files.path))) return false;
  let sizeBytes = 0;
  for (const found of await findFiles(folder, [files.path].flat())) {
    if ((files.format ?? formatOf(found.name)) !== 'delimited') return false;
    const file = await openRawFile(found);
    sizeBytes += file.sizeBytes;
    if (sizeBytes > smallBytes || isGzip(await file.start(2))) return false;
  }
  return true;
}
