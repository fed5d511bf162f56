import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what a maintainer needs into a new folder of the temp dir and gives the path; undefined where even that fails.
 * The command's name stands there, its arguments do not: rows and reasons are nobody else's business.
 */
export function writeErrorLog(tempDir: string, command: string, error: unknown, at: number): string | undefined {
  const lines = [
    new Date(at).toISOString(),
    `command: ${command}`,
    `node ${process.version}, ${process.platform} ${process.arch}`,
    ...causes(error),
  ];
  try {
    const path = join(mkdtempSync(join(tempDir, 'tend-error-')), 'error.log');
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  } catch {
    return undefined;
  }
}

function causes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? [own] : [own, 'caused by:', ...causes(error.cause)];
}
