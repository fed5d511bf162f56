/**
 * Every benchmark, one process after another.
 *
 *   node bench/run-all.ts --python PY --datasets ../shared/datasets [--quick] [--write]
 *
 * Options go to each (`bench-options.ts`). A benchmark that fails stops none of the others, and is named at the end.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

const failed: string[] = [];
for (const script of globSync('*/run.ts', { cwd: import.meta.dirname }).sort()) {
  const started = performance.now();
  const arguments_ = [join(import.meta.dirname, script), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, arguments_, { stdio: 'inherit' });
  if (status !== 0) failed.push(dirname(script));
  const minutes = (performance.now() - started) / 60_000;
  console.log(`\n${dirname(script)}: ${status === 0 ? 'done' : 'FAILED'} after ${minutes.toFixed(1)} minutes`);
}
if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
