import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Files } from '@tend/lifecycle';
import { fileProblem } from './file-problem.ts';
import { pathInside } from './path-inside.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';
import { searchFolder } from './search-folder.ts';
import { removeStaleTemporaries } from './temporary-file.ts';

/** The Files port over a folder, made by the first write where it is missing. Paths that lead outside: TND-1004. */
export async function openFiles(folder: string): Promise<Files> {
  const root = resolve(folder);
  if (existsSync(root))
    await removeStaleTemporaries(root, Date.now()).catch((error: unknown) => {
      throw fileProblem(error, root);
    });
  return {
    root,
    read: async (path) => {
      if (!existsSync(root)) return undefined;
      const place = await pathInside(root, path);
      try {
        const bytes = await readIfThere(place);
        return bytes && new Uint8Array(bytes);
      } catch (error) {
        throw fileProblem(error, path);
      }
    },
    write: async (path, bytes) => {
      await mkdir(root, { recursive: true }).catch((error: unknown) => {
        throw fileProblem(error, root);
      });
      const place = await pathInside(root, path);
      try {
        await mkdir(dirname(place), { recursive: true });
        // Whoever closed a file to others keeps it closed.
        const mode = await stat(place).then(
          (found) => found.mode & 0o777,
          () => undefined,
        );
        await replaceFile(place, bytes, mode === undefined ? {} : { mode });
      } catch (error) {
        throw fileProblem(error, path);
      }
    },
    search: async (needles) => {
      try {
        return existsSync(root) ? await searchFolder(root, needles) : [];
      } catch (error) {
        throw fileProblem(error, root);
      }
    },
  };
}
