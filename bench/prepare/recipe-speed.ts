import { join } from 'node:path';
import { type EstimatorName, fitRecipe, proposeRecipe, type RecipePlan } from '@tend/learn';
import { columnOf, type Table } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { forgetPeakMemory, peakMemory } from '../measure/peak-memory.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { expectSame, type Made, madeOf } from './made.ts';
import { wideFrame } from './wide-frame.ts';

/**
 * The default recipes fitted to all rows and applied to them, against pipelines of scikit-learn that do the same: from a table in
 * memory to a float32 matrix. Theirs is a pandas frame, once with texts as strings, as it reads them, and once with texts that
 * were coded beforehand, as ours are, and encoders that are given the codes. What is proposed is timed by itself. Comments
 * are not read: the other side has no equal of all that is made of them.
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
      const pairs: Record<TextForm, Pair[]> = { strings: [], codes: [] };
      let memory = '';
      let proposed = '';
      let width = 0;
      // The first repetition warms both up.
      for (let i = 0; i <= repetitions; i++) {
        const proposing = stopwatch();
        const plan = proposeRecipe(frame.table, frame.rows, frame.columns, { for: name, readsWords: false });
        proposed = (proposing().wallMs / 1000).toFixed(2);
        const before = process.memoryUsage.rss();
        forgetPeakMemory();
        const clock = stopwatch();
        const { x } = fitRecipe(plan, frame.table, frame.rows);
        const ours = clock();
        if (i === 0) memory = ((peakMemory() - before) / x.values.byteLength).toFixed(1);
        width = x.features.length;
        const made = madeOf(x);
        for (const texts of textForms) {
          const theirs = await python.ask<Timing & Made>('prepare', {
            recipe: name,
            texts,
            columns: columnsOf(plan, frame.table),
          });
          expectSame(made, theirs);
          if (i > 0) pairs[texts].push({ theirs, ours });
        }
      }
      const both = textForms.flatMap((texts) => [seconds(pairs[texts]), speed(pairs[texts])]);
      rows.push([name, rowCount.toLocaleString('en-US'), `${width}`, proposed, memory, ...both]);
    }
    const sides = textForms.flatMap((texts) => [`scikit-learn of ${texts} / Tend s`, 'speed wall / CPU']);
    const head = ['recipe for', 'rows', 'features', 'proposing s', 'memory / matrix', ...sides];
    const how = setting(await python.versions(), `alternated repetitions: ${repetitions}`);
    return `${how}\n\n${markdownTable(head, rows)}`;
  } finally {
    python.close();
    frame.remove();
  }
}

const textForms = ['strings', 'codes'] as const;
type TextForm = (typeof textForms)[number];

interface PreparedColumn {
  readonly name: string;
  readonly kind: string;
  readonly minCount?: number;
  readonly maxLevels?: number;
  /** Of dates and instants. */
  readonly parts: readonly string[];
}

/** What the plan prepares, as the other side is told. */
function columnsOf(plan: RecipePlan, table: Table): readonly PreparedColumn[] {
  const columns = new Map<string, PreparedColumn>();
  for (const { columns: names, parameters = {} } of plan.steps)
    for (const name of 'kinds' in names ? [] : names) {
      const { minCount, maxLevels, parts = [] } = parameters as Partial<PreparedColumn>;
      const levels = minCount === undefined || maxLevels === undefined ? {} : { minCount, maxLevels };
      const known = columns.get(name);
      const allParts = [...(known?.parts ?? []), ...parts];
      columns.set(name, { ...known, name, kind: columnOf(table, name).kind, parts: allParts, ...levels });
    }
  return [...columns.values()];
}
