import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages whose code can influence a result, with the files of each that can. */
const packages: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['kernels', /\.ts$/],
  ['learn', /\.ts$/],
  ['lifecycle', /\.ts$/],
  ['node', /./],
  ['protocol', /\.ts$/],
  ['table', /\.ts$/],
];

/** Tests, their shared cases and their expected numbers. */
const excluded = /\.(test|cases)\.ts$|\.reference\.json$/;

/**
 * Every source file that can influence a result, as one array of bytes that depends on nothing but their paths and
 * contents: for each, in order of path, `path NUL length NUL content`.
 */
export function sourceArchive(packagesFolder: string): Uint8Array {
  const paths = packages.flatMap(([name, pattern]) => {
    const files = readdirSync(join(packagesFolder, name, 'src'), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile() && pattern.test(file.name) && !excluded.test(file.name))
      .map((file) => join(file.parentPath, file.name).slice(packagesFolder.length).replaceAll('\\', '/'));
  });
  const parts = paths.sort(byCodeUnit).flatMap((path) => {
    const content = readFileSync(join(packagesFolder, path));
    return [Buffer.from(`packages/${path}\0${content.length}\0`), content];
  });
  return new Uint8Array(Buffer.concat(parts));
}

/** The same order on every machine, whatever its locale. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
