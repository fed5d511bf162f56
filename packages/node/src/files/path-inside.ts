import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep, win32 } from 'node:path';
import { Problem } from '@tend/protocol';

/**
 * The real place of `path` below `root`, links followed; the file need not exist. Refuses (TND-1004) what is absolute,
 * climbs with `..`, holds NUL or a backslash, or leaves the root through a link.
 */
export async function pathInside(root: string, path: string): Promise<string> {
  const parts = path.split('/');
  if (path === '' || /[\\\0]/.test(path) || isAbsolute(path) || win32.isAbsolute(path) || parts.includes('..')) {
    throw outside(path);
  }
  const realRoot = await realpath(root);
  const asked = resolve(realRoot, path);
  // The deepest part that exists decides: what comes below it is new and cannot be a link.
  let existing = asked;
  while (!(await exists(existing))) existing = dirname(existing);
  const real = await realpath(existing).catch(() => {
    throw outside(path);
  });
  const target = join(real, relative(existing, asked));
  if (target !== realRoot && !target.startsWith(realRoot + sep)) throw outside(path);
  return target;
}

/** A link that leads nowhere exists here: a write through it would land wherever it points. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

function outside(path: string): Problem {
  return new Problem('TND-1004', {
    message: `the path ${JSON.stringify(path)} does not stay inside the project folder`,
    expected: 'a relative path below the project folder, with forward slashes',
    came: path,
  });
}
