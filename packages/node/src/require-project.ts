import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@tend/protocol';

/** Refuses (TND-1002) a folder that holds no charter. */
export function requireProject(folder: string): void {
  if (existsSync(join(folder, 'tend.yaml'))) return;
  throw new Problem('TND-1002', {
    message: `there is no project in ${folder}`,
    expected: 'a file tend.yaml',
    came: 'none',
    next: ['npx --no-install tend init --data FILE --target COLUMN'],
  });
}
