import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A place whose room can be taken away and given back. */
export interface SmallDisk {
  readonly how: string;
  /** A copy of a project on this disk. */
  hold(project: string): string;
  /** Leaves about so much room. */
  fill(freeKb: number): void;
  empty(): void;
  /** What a command has to run under to feel it. */
  under(): readonly string[];
  remove(): void;
}

const sizeMb = 8;

/** A file system in memory, where this user may mount one. */
export function mountedDisk(base: string): SmallDisk | undefined {
  const root = join(base, 'disk');
  mkdirSync(root);
  if (!succeeds('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', root])) return undefined;
  const filler = join(root, 'filler');
  let copies = 0;
  return {
    how: `a file system of ${sizeMb} MB in memory`,
    hold(project) {
      const folder = join(root, `p${copies++}`);
      cpSync(project, folder, { recursive: true });
      return folder;
    },
    fill(freeKb) {
      const { bavail, bsize } = statfsSync(root);
      const file = openSync(filler, 'w');
      const page = Buffer.alloc(4096);
      for (let left = bavail * bsize - freeKb * 1024; left > 0; left -= page.length) writeSync(file, page);
      closeSync(file);
    },
    empty: () => rmSync(filler, { force: true }),
    under: () => [],
    remove: () => run('umount', [root]),
  };
}

/** Elsewhere: a limit on the size of every file that a command writes. */
export function limitedFiles(base: string): SmallDisk | undefined {
  if (!succeeds('prlimit', ['--fsize=65536', 'true'])) return undefined;
  let limitKb: number | undefined;
  let copies = 0;
  return {
    how: 'a limit on the size of files (prlimit --fsize)',
    hold(project) {
      const folder = join(base, `limited${copies++}`);
      cpSync(project, folder, { recursive: true });
      return folder;
    },
    fill: (freeKb) => {
      limitKb = freeKb;
    },
    empty: () => {
      limitKb = undefined;
    },
    under: () => (limitKb === undefined ? [] : ['prlimit', `--fsize=${limitKb * 1024}`]),
    remove: () => {},
  };
}

/** A copy of a project on a file system that is mounted read-only, where this user may mount one. */
export function readOnlyCopy(base: string, project: string): { readonly folder: string; remove(): void } | undefined {
  const folder = join(base, 'read-only');
  mkdirSync(folder);
  if (!succeeds('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder])) return undefined;
  cpSync(project, folder, { recursive: true });
  run('mount', ['-o', 'remount,ro', folder]);
  return { folder, remove: () => run('umount', [folder]) };
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'ignore' });
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    run(program, args);
    return true;
  } catch {
    return false;
  }
}
