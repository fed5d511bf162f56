import { open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileProblem } from './file-problem.ts';
import { syncFolder } from './sync-folder.ts';
import { temporaryName } from './temporary-file.ts';

export interface ReplaceOptions {
  /** Where to write first; on the same file system. The file's own folder unless told. */
  readonly temporaryFolder?: string;
  readonly mode?: number;
}

/**
 * Puts `bytes` at `path` whole or not at all, and durable when it resolves: write beside, sync, rename, sync the folder.
 * A failed sync is never tried again, because the kernel may have dropped the bytes. TND-4002, TND-1004.
 */
export async function replaceFile(path: string, bytes: Uint8Array, options: ReplaceOptions = {}): Promise<void> {
  const temporary = join(options.temporaryFolder ?? dirname(path), temporaryName());
  try {
    const handle = await open(temporary, 'wx', options.mode ?? 0o666);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw fileProblem(error, path);
  }
}
