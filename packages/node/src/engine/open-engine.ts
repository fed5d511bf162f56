import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from '@tend/lifecycle';
import { sha256Hex } from '../hashing/sha256-hex.ts';
import { sourceArchive } from './source-archive.ts';

const ownPackage = new URL('../../package.json', import.meta.url);
const packagesFolder = fileURLToPath(new URL('../../../', import.meta.url));
const lockFile = new URL('../../../../package-lock.json', import.meta.url);

let cached: Engine | undefined;

/**
 * The versions that compute a record, read once a process: a source file that changes later is not the code that runs.
 */
export function openEngine(): Engine {
  cached ??= readEngine();
  return cached;
}

function readEngine(): Engine {
  const archive = sourceArchive(packagesFolder);
  return {
    tend: (JSON.parse(readFileSync(ownPackage, 'utf8')) as { version: string }).version,
    code: sha256Hex(archive),
    nodeMajor: Number(process.versions.node.split('.')[0]),
    lock: sha256Hex(readFileSync(lockFile)),
    archive: () => Promise.resolve(archive),
  };
}
