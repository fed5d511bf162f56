import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's own files, and the locks by which writers of predictions tell that they live. */
const leftOut = /^\.tend\/(tend\.db(-wal|-shm)?|predictions\/writers(\/.*)?)$/;

/**
 * Everything that a project's folder holds, by name: the SHA-256 of every file, and of every table of its database but
 * that of leases, which come and go with processes.
 */
export function folderState(folder: string): Readonly<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !leftOut.test(path)) state[path] = sha256(readFileSync(join(folder, path)));
  }
  const path = join(folder, '.tend', 'tend.db');
  return existsSync(path) ? { ...state, ...tablesOf(path) } : state;
}

/** Read from a copy: SQLite writes beside a database even to read it, and the folder's disk may be full or read-only. */
function tablesOf(path: string): Record<string, string> {
  const copy = mkdtempSync(join(tmpdir(), 'tend-state-'));
  for (const name of ['tend.db', 'tend.db-wal'])
    if (existsSync(join(path, '..', name))) copyFileSync(join(path, '..', name), join(copy, name));
  const database = new DatabaseSync(join(copy, 'tend.db'));
  try {
    const names = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all();
    return Object.fromEntries(
      names
        .map(({ name }) => String(name))
        .filter((name) => name !== 'lease')
        .map((name) => [`table ${name}`, sha256(JSON.stringify(database.prepare(`select * from "${name}"`).all()))]),
    );
  } finally {
    database.close();
    rmSync(copy, { recursive: true });
  }
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
