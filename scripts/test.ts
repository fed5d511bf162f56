/** `npm test`: the check, then every test; the last line counts both. Arguments go to vitest. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheck } from './check.ts';
import { runTool } from './run-tool.ts';
import { root } from './source-files.ts';
import { type Tally, tallyOf, type VitestReport } from './tally-of.ts';

const check = await runCheck();
const tests = await runTests(process.argv.slice(2));
const passed = check.passed + tests.passed;
const failed = check.failed + tests.failed + tests.notes.length;

for (const note of tests.notes) console.log(`FAIL ${note.replaceAll(join(root, '/'), '')}`);
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

async function runTests(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'tend-test-'));
  try {
    const file = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { exitCode } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], true);
    return tallyOf(readReport(file), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
