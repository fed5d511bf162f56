import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import { numericColumn, tableOf } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { type StepComparison, stepSpeed } from './step-speed.ts';

const groups = 1000;
const meanGapMs = 3_600_000;
/** About 30 rows of a group. */
const days = Math.round((30 * groups * meanGapMs) / 86_400_000);

/** Lags and rolling windows by group and time, in the order of time and in none, against pandas. */
export async function historySpeed(options: BenchOptions): Promise<string> {
  const rowCount = options.quick ? 100_000 : 1_000_000;
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  try {
    const comparisons = [true, false].flatMap((isOrdered) => comparisonsOf(folder, rowCount, isOrdered));
    return await stepSpeed(options, comparisons);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function comparisonsOf(folder: string, rowCount: number, isOrdered: boolean): readonly StepComparison[] {
  const random = randomStream(1);
  const draw = (limit: number): number => Math.floor(random.uniform() * limit);
  // No two rows of a group at the same time: pandas would count one of them as earlier.
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  if (!isOrdered) random.shuffle(order);
  const at = Float64Array.from(order, (row) => row * meanGapMs + draw(meanGapMs));
  const codes = Int32Array.from({ length: rowCount }, () => draw(groups));
  const value = Float64Array.from({ length: rowCount }, () => (draw(20) === 0 ? Number.NaN : draw(10_000) / 100));
  const name = isOrdered ? 'ordered' : 'mixed';
  const files = Object.entries({ at, group: codes, value }).map(([column, data]): [string, string] => {
    const path = join(folder, `${name}-${column}`);
    writeFileSync(path, new Uint8Array(data.buffer));
    return [column, path];
  });
  const request = { ...Object.fromEntries(files), groups, days };
  const table = tableOf([
    numericColumn('value', 'number', value),
    numericColumn('at', 'instant', at),
    { kind: 'text', name: 'group', codes, dictionary: Array.from({ length: groups }, (_, i) => `g${i}`) },
  ]);
  const common = { of: 'value', time: 'at', by: ['group'] };
  const how = isOrdered ? 'rows in the order of time' : 'rows in no order';
  return [
    {
      title: `value before, by group, ${how}`,
      step: { step: 'lag', columns: [], parameters: common },
      table,
      operation: 'lookBack',
      request: { ...request, step: 'lag' },
    },
    {
      title: `mean, count and largest of ${days} days, by group, ${how}`,
      step: {
        step: 'rolling',
        columns: [],
        parameters: { ...common, window: days, statistics: ['mean', 'count', 'max'] },
      },
      table,
      operation: 'lookBack',
      request: { ...request, step: 'rolling' },
    },
  ];
}
