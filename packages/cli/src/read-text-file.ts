import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputProblem } from './input-problem.ts';

/** The text of a file a person named; TND-1004 where it is missing, unreadable or not UTF-8. */
export function readTextFile(file: string, cwd: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(cwd, file));
  } catch (error) {
    throw new InputProblem(
      'TND-1004',
      { message: `${file} cannot be read`, expected: 'a text file', came: reasonOf(error), next: ['check the path'] },
      { cause: error },
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const detail = {
      message: `${file} is not text`,
      expected: 'UTF-8',
      came: 'bytes that are not',
      next: ['save the file as UTF-8'],
    };
    throw new InputProblem('TND-1004', detail, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'no permission to read it',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? code;
}
