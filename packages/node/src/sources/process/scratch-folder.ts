import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemProcesses } from '../../processes/system-processes.ts';

const prefix = 'tend-reading-';
const ownerFile = 'owner';

/**
 * Makes a folder for one reading under the system's folder for temporary files, and removes those that processes left which
 * have ended since. Its owner is this process.
 */
export async function makeScratchFolder(): Promise<string> {
  await mkdir(tmpdir(), { recursive: true });
  await removeLeftOvers(tmpdir());
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await writeFile(join(folder, ownerFile), systemProcesses.self);
  if (own.size === 0) process.once('exit', removeOwn);
  own.add(folder);
  return folder;
}

/** Removes a folder that `makeScratchFolder` made, with all that is in it. */
export async function removeScratchFolder(folder: string): Promise<void> {
  own.delete(folder);
  if (own.size === 0) process.off('exit', removeOwn);
  await rm(folder, { recursive: true, force: true });
}

/** Folders of this process: those of readings that nobody closed are removed at its end. */
const own = new Set<string>();

function removeOwn(): void {
  for (const folder of own) rmSync(folder, { recursive: true, force: true });
}

/** Removes the folders of readings whose process has ended: a killed process removes nothing itself. */
async function removeLeftOvers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    // A folder without an owner is being made at this moment, or is not ours to judge.
    const owner = await readFile(join(folder, ownerFile), 'utf8').catch(() => undefined);
    if (owner !== undefined && systemProcesses.isAlive(owner) === false)
      await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
