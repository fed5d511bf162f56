import { randomBytes } from 'node:crypto';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const pattern = /^\.tend-(\d+)-[0-9a-f]{16}\.tmp$/;
const staleAfterMs = 3_600_000;

/** A name for a file that is still being written: it names the process, so that left-overs can be told. */
export function temporaryName(): string {
  return `.tend-${process.pid}-${randomBytes(8).toString('hex')}.tmp`;
}

/** Removes what dead processes left half written in `folder`: only our names, and only after an hour. Gives the count. */
export async function removeStaleTemporaries(folder: string, now: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const pid = pattern.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(folder, name);
    try {
      if (now - (await stat(path)).mtimeMs < staleAfterMs) continue;
      await unlink(path);
      removed++;
    } catch (error) {
      // Another process that opens the workspace now may have removed it first.
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  }
  return removed;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
