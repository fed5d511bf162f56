import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stages } from '../../packages/protocol/src/stages.ts';
import { productFiles, root } from '../../scripts/source-files.ts';
import { readModule } from './read-module.ts';
import type { Manifest, Workspace } from './violations.ts';

/** Reads and parses every product file and every package.json of the repository. */
export function readWorkspace(): Workspace {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const manifests = globSync('packages/*/package.json', { cwd: root }).map((path): [string, Manifest] => [
    path.split(/[\\/]/)[1] ?? path,
    JSON.parse(read(path)),
  ]);
  return {
    modules: productFiles().map((path) => readModule(path, read(path))),
    manifests: Object.fromEntries(manifests),
    stages: [...stages, 'iterate'],
  };
}
