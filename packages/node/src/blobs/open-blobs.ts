import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { decodeTable, encodeTable, loadColumns, storedInMemory } from '@tend/table';
import { fileProblem } from '../files/file-problem.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { replaceFile } from '../files/replace-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { removeStaleTemporaries } from '../files/temporary-file.ts';
import { sha256Hex } from '../hashing/sha256-hex.ts';

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

  const blobs: Blobs = {
    put: async (bytes) => {
      const digest = sha256Hex(bytes);
      const path = place(digest);
      try {
        if (!syncedFolders.has(dirname(path))) {
          await mkdir(dirname(path), { recursive: true });
          await syncFolder(folder);
          syncedFolders.add(dirname(path));
        }
        // Bytes that are there and right were synced by whoever renamed them here, but their folder perhaps not yet.
        if ((await readStored(path)).digest === digest) await syncFolder(dirname(path));
        else await replaceFile(path, bytes, { temporaryFolder });
      } catch (error) {
        throw fileProblem(error, `blob ${digest}`);
      }
      return digest;
    },
    get: async (digest) => {
      const found = isDigest(digest) ? await readStored(place(digest)) : {};
      if (found.bytes && found.digest === digest) return found.bytes;
      throw new Problem('TND-3104', {
        message: found.bytes ? `the stored bytes of ${digest} have changed` : `the stored bytes of ${digest} are gone`,
        expected: digest,
        came: found.digest ?? 'nothing',
        next: ['restore the blobs folder of the workspace from a copy'],
        facts: { digest, came: found.digest ?? null },
      });
    },
    has: async (digest) => isDigest(digest) && (await isFile(place(digest))),
    putTable: async (table) => blobs.put(encodeTable(await loadColumns(table))),
    openTable: async (digest) => storedInMemory(decodeTable(await blobs.get(digest))),
  };
  return blobs;
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

async function readStored(path: string): Promise<{ bytes?: Uint8Array; digest?: string }> {
  try {
    const bytes = await readIfThere(path);
    return bytes ? { bytes: new Uint8Array(bytes), digest: sha256Hex(bytes) } : {};
  } catch (error) {
    throw fileProblem(error, path);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return false;
    throw fileProblem(error, path);
  }
}
