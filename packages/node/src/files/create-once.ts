import { link, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIfThere } from './read-if-there.ts';
import { syncFolder } from './sync-folder.ts';
import { temporaryName } from './temporary-file.ts';

/**
 * The text of a file that is made once and then never changes. Of several processes that start at once one text wins and
 * all get it, because a link to an existing name fails; a reader never sees half of it.
 */
export async function createOnce(path: string, makeText: () => string, mode: number): Promise<string> {
  const known = await readIfThere(path);
  if (known) return known.toString('utf8');
  const temporary = join(dirname(path), temporaryName());
  const text = makeText();
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary).catch(() => {});
  }
  await syncFolder(dirname(path));
  return (await readIfThere(path))?.toString('utf8') ?? text;
}
