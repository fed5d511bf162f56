import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '../files/file-problem.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** Every `*.pub` beside the person's own key: theirs, and those of colleagues whose checkpoints they accept. */
export async function trustedKeys(home: string): Promise<readonly VerifierKey[]> {
  try {
    const names = (await readdir(home)).filter((name) => name.endsWith('.pub')).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(home, name), 'utf8')));
    return texts.map(parseVerifierKey).filter((key) => key !== undefined);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return [];
    throw fileProblem(error, home);
  }
}
