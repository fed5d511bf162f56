import { Problem } from '@tend/protocol';

/** Failures of the file system that a person can mend, as problems; anything else comes back as it is. */
export function fileProblem(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    const message = `there is no space left for ${path}`;
    const next = ['free some space on the disk, then run the command again: nothing was half written'];
    return new Problem('TND-4002', { message, next }, { cause: error });
  }
  const cause = typeof code === 'string' ? causes.get(code) : undefined;
  if (cause === undefined) return error;
  return new Problem('TND-1004', { message: `${path} ${cause}` }, { cause: error });
}

const causes: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['EACCES', 'may not be opened: permission denied'],
  ['EPERM', 'may not be changed: operation not permitted'],
  ['EROFS', 'is on a read-only file system'],
  ['EISDIR', 'is a folder, not a file'],
  ['EEXIST', 'leads through a file as if it were a folder'],
  ['ENOTDIR', 'leads through a file as if it were a folder'],
  ['EMFILE', 'cannot be opened: this process has too many open files'],
  ['ENAMETOOLONG', 'is too long a name'],
]);
