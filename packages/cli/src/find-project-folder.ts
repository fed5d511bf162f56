import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputProblem } from './input-problem.ts';

const charterFile = 'tend.yaml';

/** The folder given, or the nearest one upwards from `cwd` that holds a charter; TND-1002 where there is none. */
export function findProjectFolder(cwd: string, given: string | undefined): string {
  const start = resolve(cwd, given ?? '.');
  if (existsSync(join(start, charterFile))) return start;
  if (given === undefined) {
    for (let folder = dirname(start), below = start; folder !== below; below = folder, folder = dirname(folder)) {
      if (existsSync(join(folder, charterFile))) return folder;
    }
  }
  throw new InputProblem('TND-1002', {
    message: given === undefined ? 'there is no project here' : `there is no project in ${given}`,
    expected:
      given === undefined ? `${charterFile} in ${start} or in a folder above it` : `${charterFile} in that folder`,
    came: 'no such file',
    next: ['npx --no-install tend init --data FILE --target COLUMN', 'or name the folder: --project DIR'],
  });
}
