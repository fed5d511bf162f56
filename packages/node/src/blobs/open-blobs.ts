import type { Stats } from 'node:fs';
import { mkdir, readdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Blobs } from '@tend/lifecycle';
import { encodeStoredTable } from '@tend/table';
import { fileProblem } from '../files/file-problem.ts';
import { replaceFile } from '../files/replace-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { removeStaleTemporaries } from '../files/temporary-file.ts';
import { sha256Hex } from '../hashing/sha256-hex.ts';
import { changedBlob } from './changed-blob.ts';
import { hashFile, openIfThere } from './hash-file.ts';
import { openTableFile } from './open-table-file.ts';
import { readRange } from './read-range.ts';
import { writeBlob } from './write-blob.ts';

/**
 * Immutable payloads as files `<folder>/ab/cdef...` named by SHA-256. What dead processes left half written is removed
 * at opening. TND-4002, TND-3104.
 */
export async function openBlobs(folder: string): Promise<Blobs> {
  const temporaryFolder = join(folder, 'tmp');
  try {
    await mkdir(temporaryFolder, { recursive: true });
    await removeStaleTemporaries(temporaryFolder, Date.now());
  } catch (error) {
    throw fileProblem(error, folder);
  }
  const place = (digest: string): string => join(folder, digest.slice(0, 2), digest.slice(2));

  const syncedFolders = new Set<string>();
  const prepare = async (own: string): Promise<void> => {
    if (syncedFolders.has(own)) return;
    await mkdir(own, { recursive: true });
    await syncFolder(folder);
    syncedFolders.add(own);
  };
  const putStream = (pieces: AsyncIterable<Uint8Array>): Promise<string> =>
    writeBlob({ temporaryFolder, pathOf: place, prepare }, pieces);
  /** What the files of tables were like when their bytes were found to be right. */
  const verified = new Map<string, string>();

  return {
    put: async (bytes) => {
      const digest = sha256Hex(bytes);
      const path = place(digest);
      try {
        await prepare(dirname(path));
        // Bytes that are there and right were synced by whoever renamed them here, but their folder perhaps not yet.
        if ((await hashFile(path)) === digest) await syncFolder(dirname(path));
        else await replaceFile(path, bytes, { temporaryFolder });
      } catch (error) {
        throw fileProblem(error, `blob ${digest}`);
      }
      return digest;
    },
    putStream,
    get: async (digest) => {
      const bytes = isDigest(digest) ? await readWhole(place(digest)) : undefined;
      const came = bytes && sha256Hex(bytes);
      if (bytes && came === digest) return bytes;
      throw changedBlob(digest, came);
    },
    has: async (digest) => isDigest(digest) && (await statFile(place(digest)))?.isFile() === true,
    digests: async () => {
      const found: string[] = [];
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const digest = basename(entry.parentPath) + entry.name;
        if (entry.isFile() && isDigest(digest)) found.push(digest);
      }
      return found.sort();
    },
    erase: async (digest) => {
      if (!isDigest(digest)) return false;
      verified.delete(digest);
      return removeDurably(place(digest));
    },
    putTable: (table) => putStream(encodeStoredTable(table)),
    openTable: async (digest) => {
      const path = place(digest);
      const stats = isDigest(digest) ? await statFile(path) : undefined;
      if (stats === undefined) throw changedBlob(digest, undefined);
      const state = `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
      if (verified.get(digest) !== state) {
        const came = await hashFile(path).catch((error: unknown) => {
          throw fileProblem(error, path);
        });
        if (came !== digest) throw changedBlob(digest, came);
        verified.set(digest, state);
      }
      return openTableFile(path, digest, stats.size);
    },
  };
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

async function readWhole(path: string): Promise<Uint8Array | undefined> {
  try {
    const handle = await openIfThere(path);
    if (handle === undefined) return undefined;
    try {
      return await readRange(handle, 0, (await handle.stat()).size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(error, path);
  }
}

async function statFile(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw fileProblem(error, path);
  }
}

/** Removes a file so that a power loss does not bring it back; false where there was none. */
async function removeDurably(path: string): Promise<boolean> {
  try {
    await unlink(path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return false;
    throw fileProblem(error, path);
  }
}
