/**
 * Reads a Parquet file with one changed bit 10,000 times (or as many as the first argument says) and prints how that ended:
 * `read` where the file says so, TND-1201, or the signal by which DuckDB ended the process.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import reference from '../../packages/node/src/sources/parquet/convert-parquet.reference.json' with { type: 'json' };
import { runByteFlips } from '../../packages/node/src/sources/parquet/run-byte-flips.cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-byte-flips-'));
try {
  const file = join(folder, 'a.parquet');
  writeFileSync(file, Buffer.from(reference.files.snappy, 'base64'));
  console.log(JSON.stringify(await runByteFlips(file, 0, Number(process.argv[2] ?? 10_000))));
} finally {
  rmSync(folder, { recursive: true });
}
