/** Reads a Parquet file with one bit of it changed, again and again; one line for each case says how that ended. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomStream } from '@tend/kernels';
import { Problem } from '@tend/protocol';
import { defaultReadLimits } from '../read-limits.ts';
import { convertParquet } from './convert-parquet.ts';

const [file = '', from = '0', to = '0'] = process.argv.slice(2);
const bytes = readFileSync(file);
const limits = { ...defaultReadLimits, totalBytes: 2 ** 28, residentBytes: 2 ** 30 };
const [changed, text] = [`${file}.changed`, `${file}.csv`];
for (let index = Number(from); index < Number(to); index++) {
  const random = randomStream(index);
  const copy = Buffer.from(bytes);
  const at = random.integer(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(8));
  writeFileSync(changed, copy);
  rmSync(text, { force: true });
  const outcome = await convertParquet({ name: 'changed.parquet', path: changed }, text, limits).then(
    () => 'read',
    (error: unknown) => (error instanceof Problem ? error.code : `a bug: ${error}`),
  );
  process.stdout.write(`${outcome}\n`);
}
