import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';

const root = join(import.meta.dirname, '..');
const shared = join(root, '..', 'shared', 'datasets');

/** A real data set that lies beside the project; `skip` holds the reason where it is not there, for `ctx.skip(reason)`. */
export interface Dataset {
  readonly path: string;
  readonly skip: string | undefined;
}

/** Finds e.g. `adult.csv`, unpacked for the length of the test file that asks; call it outside of tests. */
export function dataset(name: string): Dataset {
  const plain = join(shared, name);
  if (existsSync(plain)) return { path: plain, skip: undefined };
  const packed = `${plain}.gz`;
  if (!existsSync(packed)) return { path: plain, skip: `../shared/datasets/${name} is not on this machine` };
  const folder = mkdtempSync(join(tmpdir(), 'tend-dataset-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, gunzipSync(readFileSync(packed)));
  return { path, skip: undefined };
}

/** The data of the demo: 10,000 wildlife strikes, from the development dependency vega-datasets. */
export const birdstrikesPath: string = join(root, 'node_modules', 'vega-datasets', 'data', 'birdstrikes.csv');
