import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A path typed by a person standing in `cwd`: relative to `folder` (with /) where it lies inside, absolute elsewhere. */
export function pathInFolder(folder: string, cwd: string, typed: string): string {
  const path = resolve(cwd, typed);
  const inside = relative(folder, path);
  const isInside = inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  return isInside ? inside.split(sep).join('/') : path;
}
