import { join } from 'node:path';
import { Problem } from '@tend/protocol';
import { createOnce } from './files/create-once.ts';
import { randomHex } from './hashing/random-hex.ts';

/** The name of a folder's project among all projects of a database, made once and kept in `<workspace>/project`. */
export async function projectId(workspace: string): Promise<string> {
  const path = join(workspace, 'project');
  const id = (await createOnce(path, () => `${randomHex(16)}\n`, 0o666)).trim();
  if (/^[0-9a-f]{32}$/.test(id)) return id;
  throw new Problem('TND-4007', {
    message: `${path} does not hold the project's id`,
    expected: '32 hexadecimal digits',
    came: JSON.stringify(id.slice(0, 40)),
    next: ['restore the file from a copy of the workspace'],
  });
}
