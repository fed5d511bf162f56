import { type Charter, Problem } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { charterPath, readCharter } from './read-charter.ts';

/** The charter as it stands in the project's folder. */
export async function loadCharter(deps: Pick<Ports, 'files' | 'utf8'>): Promise<Charter> {
  const bytes = await deps.files.read(charterPath);
  if (!bytes)
    throw new Problem('TND-1002', {
      message: `there is no ${charterPath} here`,
      expected: `a folder with ${charterPath}`,
      came: 'none in this folder',
      next: ['npx --no-install tend init --data FILE --target COLUMN'],
    });
  return readCharter(deps.utf8.decode(bytes));
}
