import { glob, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { unreachable } from '../source-problem.ts';

/** A file that a source names. */
export interface FoundFile {
  /** As messages and records name it: as it was written, or relative to the folder for what a glob found. */
  readonly name: string;
  readonly path: string;
}

/**
 * The files of paths and globs (`*`, `**`, `?`, `[...]`, `{a,b}`), relative to the folder; those of one glob in order of
 * their names by code unit, each file once. A path that exists is that file, whatever signs it holds. TND-1004 for a path
 * without a file, a glob without a match, and what is no regular file.
 */
export async function findFiles(folder: string, patterns: readonly string[]): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const pattern of patterns) {
    const path = resolve(folder, pattern);
    const hits = /[*?[{]/.test(pattern) && !(await exists(path)) ? await matches(folder, pattern) : [pattern];
    for (const name of hits) {
      const file = { name, path: resolve(folder, name) };
      await checkIsFile(file);
      if (!found.has(file.path)) found.set(file.path, file);
    }
  }
  return [...found.values()];
}

async function matches(folder: string, pattern: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const entry of glob(pattern, { cwd: folder, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = resolve(entry.parentPath, entry.name);
    names.push(isAbsolute(pattern) ? path : relativeTo(folder, path));
  }
  if (names.length === 0)
    throw unreachable(pattern, 'no file matches', {
      expected: 'at least one file',
      next: ["check the pattern: it is taken from the project's folder"],
    });
  return names.sort(byCodeUnit);
}

/** With forward slashes on every system, and `..` for what lies outside. */
function relativeTo(folder: string, path: string): string {
  const [from, to] = [resolve(folder).split(sep), path.split(sep)];
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).fill('..'), ...to.slice(shared)].join('/');
}

/** The same order on every machine, whatever its locale. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function checkIsFile({ name, path }: FoundFile): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw notRead(name, error);
  });
  if (found.isFile()) return;
  throw unreachable(name, found.isDirectory() ? 'a folder' : 'not a regular file', {
    expected: 'a file',
    next: [
      found.isDirectory() ? `name the files in it, for example ${name}/*.csv` : 'write the data into a file first',
    ],
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no file of this name',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is longer than a name can be',
  EIO: 'the disk gives a read error',
};

/** TND-1004 for an error of the file system. */
export function notRead(name: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const came = reasons[code] ?? (error instanceof Error ? error.message : 'a failure to read it');
  const next = ["check the path: it is taken from the project's folder"];
  return unreachable(name, came, { expected: 'a file', next }, error);
}
