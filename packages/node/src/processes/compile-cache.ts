import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/**
 * Lets a new process or thread use the cache of compiled modules that this one uses, if it does; part of its environment. More
 * than half the time of starting is compiling.
 */
export function compileCache(): { readonly NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
