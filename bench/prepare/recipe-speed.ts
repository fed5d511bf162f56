import { join } from 'node:path';
import { type EstimatorName, fitRecipe, proposeRecipe, type RecipePlan } from '@tend/learn';
import { columnOf, type Table } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { wideFrame } from './wide-frame.ts';

/**
 * The default recipes fitted to all rows and applied to them, against pipelines of scikit-learn that do the same: from a table in
 * memory (theirs a pandas frame) to a float32 matrix. What is proposed is timed by itself. Comments are not read: the other side
 * has no equal of all that is made of them.
 */
export async function recipeSpeed(options: BenchOptions): Promise<string> {
  const rowCount = options.quick ? 100_000 : 1_000_000;
  const repetitions = options.repetitions ?? 3;
  const frame = await wideFrame(rowCount);
  const python = startPython(options.python, join(import.meta.dirname, 'prepare_side.py'));
  const rows: string[][] = [];
  try {
    await python.ask('open', { path: frame.path });
    for (const name of ['logistic', 'boostedTrees'] as const satisfies readonly EstimatorName[]) {
      const pairs: Pair[] = [];
      let proposed = '';
      let width = 0;
      // The first repetition warms both up.
      for (let i = 0; i <= repetitions; i++) {
        const proposing = stopwatch();
        const plan = proposeRecipe(frame.table, frame.rows, frame.columns, { for: name, readsWords: false });
        proposed = (proposing().wallMs / 1000).toFixed(2);
        const clock = stopwatch();
        const { x } = fitRecipe(plan, frame.table, frame.rows);
        const ours = clock();
        width = x.features.length;
        const theirs = await python.ask<Timing & { width: number; total: number }>('prepare', {
          recipe: name,
          columns: columnsOf(plan, frame.table),
        });
        expectSame({ width, total: totalOf(x.values) }, theirs);
        if (i > 0) pairs.push({ theirs, ours });
      }
      rows.push([name, rowCount.toLocaleString('en-US'), `${width}`, proposed, seconds(pairs), speed(pairs)]);
    }
    const head = ['recipe for', 'rows', 'features', 'proposing s', 'scikit-learn / Tend s', 'speed wall / CPU'];
    const how = setting(await python.versions(), `alternated repetitions: ${repetitions}`);
    return `${how}\n\n${markdownTable(head, rows)}`;
  } finally {
    python.close();
    frame.remove();
  }
}

interface PreparedColumn {
  readonly name: string;
  readonly kind: string;
  readonly minCount?: number;
  readonly maxLevels?: number;
}

/** What the plan prepares, as the other side is told. */
function columnsOf(plan: RecipePlan, table: Table): readonly PreparedColumn[] {
  const columns = new Map<string, PreparedColumn>();
  for (const { columns: names, parameters = {} } of plan.steps)
    for (const name of 'kinds' in names ? [] : names) {
      const { minCount, maxLevels } = parameters as Partial<PreparedColumn>;
      const levels = minCount === undefined || maxLevels === undefined ? {} : { minCount, maxLevels };
      columns.set(name, { ...columns.get(name), name, kind: columnOf(table, name).kind, ...levels });
    }
  return [...columns.values()];
}

function totalOf(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i] || 0);
  return total;
}

interface Made {
  readonly width: number;
  readonly total: number;
}

/** Sums of float32 in another order agree to a millionth. */
function expectSame(ours: Made, theirs: Made): void {
  if (ours.width !== theirs.width || Math.abs(ours.total - theirs.total) > 1e-6 * Math.abs(theirs.total))
    throw new Error(`the sides differ: ${JSON.stringify({ ours, theirs })}`);
}
