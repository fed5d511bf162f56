import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held by a process as long as it lives. */
export interface WriterLock {
  readonly id: string;
  release(): void;
}

const sqliteBusy = 5;

/**
 * Takes a lock that the operating system drops when the process ends, however it ends: SQLite's own file lock on an
 * empty file. A process id would not do, since ids are used again and mean nothing across containers.
 */
export function takeWriterLock(folder: string): WriterLock {
  mkdirSync(folder, { recursive: true });
  const id = randomBytes(8).toString('hex');
  const path = lockPath(folder, id);
  const database = new DatabaseSync(path, { timeout: 0 });
  database.exec('begin exclusive');
  return {
    id,
    release: () => {
      database.close();
      rmSync(path, { force: true });
    },
  };
}

/** Whether the process that took this lock still holds it. A lock once dropped is never taken again. */
export function isWriterAlive(folder: string, id: string): boolean {
  const path = lockPath(folder, id);
  if (!/^[0-9a-f]{16}$/.test(id) || !existsSync(path)) return false;
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('begin exclusive');
    return false;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return true;
    throw error;
  } finally {
    database.close();
  }
}

function lockPath(folder: string, id: string): string {
  return join(folder, `${id}.lock`);
}
