/**
 * Sixty checks of the wide table, against Great Expectations and pandera over a pandas frame in memory.
 *
 *   node bench/data/checks-process.ts --python PY [--rows 1000000] [--repetitions 3]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTable } from '@tend/learn';
import { readCsv } from '@tend/node';
import { storedInMemory } from '@tend/table';
import { stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { sixtyChecks } from './sixty-checks.ts';
import { writeWideTable } from './wide-table.ts';

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    rows: { type: 'string', default: '1000000' },
    repetitions: { type: 'string', default: '3' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'tend-checks-'));
const python = startPython(values.python, join(import.meta.dirname, 'checks_side.py'), 1);
try {
  const path = join(folder, 'wide.csv');
  writeWideTable(path, { rowCount: Number(values.rows), seed: 1 });
  const table = storedInMemory(await readCsv(path));
  await python.ask('open_table', { path, checks: sixtyChecks });
  console.log(JSON.stringify({ rows: table.rowCount, checks: sixtyChecks.length, ...(await python.versions()) }));
  for (let repetition = 0; repetition < Number(values.repetitions); repetition++) {
    const read = stopwatch();
    const answers = await checkTable(table, sixtyChecks, { now: 0 });
    const ours = { ...read(), met: answers.filter(({ isMet }) => isMet).length };
    const short = await python.ask<Timing>('expectations', { format: 'BOOLEAN_ONLY' });
    const full = await python.ask<Timing>('expectations', { format: 'SUMMARY' });
    const pandera = await python.ask<Timing>('pandera');
    for (const [side, took] of Object.entries({ tend: ours, 'gx BOOLEAN_ONLY': short, 'gx SUMMARY': full, pandera }))
      console.log(
        `${side.padEnd(16)} wall ${took.wallMs.toFixed(0)} ms, cpu ${took.cpuMs.toFixed(0)} ms, ${(took.cpuMs / ours.cpuMs).toFixed(1)} x; ${JSON.stringify(took)}`,
      );
  }
} finally {
  python.close();
  rmSync(folder, { recursive: true, force: true });
}
