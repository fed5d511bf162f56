import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Checkpoints } from '@tend/lifecycle';
import { fileProblem } from '../files/file-problem.ts';
import { appendNote } from './append-note.ts';
import { keyHome } from './key-home.ts';
import { parseSignedNotes, signedNote } from './signed-note.ts';
import { signerName, signingKey } from './signing-key.ts';
import { trustedKeys } from './trusted-keys.ts';
import { verifierKey } from './verifier-key.ts';

/**
 * Signed states of the audit tree in `<folder>/tend.checkpoints`. The key lives outside the workspace, so whoever may write
 * the store alone cannot sign a state of their own making.
 */
export function openCheckpoints(folder: string, home: string = keyHome()): Checkpoints {
  const ownPath = join(folder, 'tend.checkpoints');
  return {
    append: async (unsigned) => {
      const key = await signingKey(home);
      const note = signedNote(unsigned, key, verifierKey(signerName, createPublicKey(key)));
      await appendNote(ownPath, note);
      return note;
    },
    readAll: async (path) => {
      const source = path === undefined ? ownPath : resolve(path);
      try {
        return parseSignedNotes(await readFile(source, 'utf8'), await trustedKeys(home));
      } catch (error) {
        // A project without a checkpoint yet has none; a file that somebody named must be there.
        if (path === undefined && (error as { code?: unknown }).code === 'ENOENT') return [];
        throw fileProblem(error, source);
      }
    },
  };
}
