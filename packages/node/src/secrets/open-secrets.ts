import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { keyHome } from '../checkpoints/key-home.ts';
import { createOnce } from '../files/create-once.ts';
import { fileProblem } from '../files/file-problem.ts';
import { readIfThere } from '../files/read-if-there.ts';

/** The keys of a project in the person's key home, a file each, mode 0600, named by the project's id. */
export function openSecrets(projectId: () => Promise<string>, home: string = keyHome()): Secrets {
  return {
    async withdrawalKey(make) {
      const folder = join(home, 'withdrawal');
      const path = join(folder, `${await projectId()}.key`);
      try {
        if (make) await mkdir(folder, { recursive: true, mode: 0o700 });
        const text = make
          ? await createOnce(path, () => `${randomBytes(32).toString('hex')}\n`, 0o600)
          : (await readIfThere(path))?.toString('utf8');
        return text === undefined ? undefined : parseKey(text, path);
      } catch (error) {
        throw fileProblem(error, path);
      }
    },
  };
}

function parseKey(text: string, path: string): Uint8Array {
  if (/^[0-9a-f]{64}\n$/.test(text)) return new Uint8Array(Buffer.from(text.trim(), 'hex'));
  throw new Problem('TND-1004', {
    message: `${path} does not hold a key`,
    expected: '64 hexadecimal digits',
    next: ['restore the file from a copy'],
  });
}
