import { open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileHits } from '@tend/lifecycle';

const chunkBytes = 1024 * 1024;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Counts, in every regular file below `root`, where any of the byte strings stands; files without one are left out. */
export async function searchFolder(root: string, needles: readonly Uint8Array[]): Promise<readonly FileHits[]> {
  const found: FileHits[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) await walk(path);
      if (!entry.isFile()) continue;
      const hits = await countHits(path, needles);
      if (hits > 0) found.push({ path: relative(root, path).split(sep).join('/'), hits });
    }
  };
  await walk(root);
  return found;
}

async function countHits(path: string, needles: readonly Uint8Array[]): Promise<number> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    // A file that was removed since the folder was read holds nothing.
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return 0;
  const overlap = Math.max(0, ...needles.map((needle) => needle.length)) - 1;
  let hits = 0;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
      if (bytesRead === 0) return hits;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (const needle of needles)
        for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
          // What stands wholly in the bytes kept from before was counted then.
          if (at + needle.length > rest.length) hits++;
      rest = bytes.subarray(Math.max(0, bytes.length - overlap));
    }
  } finally {
    await handle.close();
  }
}
