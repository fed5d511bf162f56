import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '@tend/protocol';
import { fileProblem } from '../files/file-problem.ts';
import { syncFolder } from '../files/sync-folder.ts';

/**
 * Appends a note and a blank line with one write, so that notes of several processes do not mix, and syncs. After a note
 * that was cut short (a process killed while it wrote) the next one starts clear of it. TND-4002, TND-1004.
 */
export async function appendNote(path: string, note: string): Promise<void> {
  try {
    const handle = await open(path, 'a+');
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.from(`${await separator(handle, size)}${note}\n`);
      const { bytesWritten } = await handle.write(bytes, 0, bytes.length);
      await handle.sync();
      if (bytesWritten < bytes.length) {
        throw new Problem('TND-4002', { message: `there is no space left for ${path}` });
      }
      if (size === 0) await syncFolder(dirname(path));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileProblem(error, path);
  }
}

/** The line ends that are missing for the file to end with a blank line. */
async function separator(handle: FileHandle, size: number): Promise<string> {
  if (size === 0) return '';
  const tail = Buffer.alloc(Math.min(2, size));
  await handle.read(tail, 0, tail.length, size - tail.length);
  if (tail.at(-1) !== 0x0a) return '\n\n';
  return tail[0] === 0x0a && tail.length === 2 ? '' : '\n';
}
