import { globSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root folder. */
export const root: string = join(import.meta.dirname, '..');

const testFile = /\.(test|cases)\.ts$/;

/** Paths of all TypeScript of the repository, relative to its root, with `/`, in byte order. */
export function sourceFiles(): readonly string[] {
  const patterns = [
    'packages/*/src/**/*.ts',
    'scripts/**/*.ts',
    'test/**/*.ts',
    'examples/**/*.ts',
    'bench/**/*.ts',
    '*.ts',
  ];
  return globSync(patterns, { cwd: root, exclude: (path) => path.includes('node_modules') })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Those that the product consists of: in a package's `src`, neither test nor conformance suite. */
export function productFiles(files: readonly string[] = sourceFiles()): readonly string[] {
  return files.filter((path) => path.startsWith('packages/') && !testFile.test(path));
}
