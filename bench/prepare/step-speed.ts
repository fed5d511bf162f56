import { join } from 'node:path';
import { fitRecipe, type PlannedStep } from '@tend/learn';
import type { Table } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { expectSame, type Made, madeOf } from './made.ts';

/** One step of ours, and what the other side is asked to do in its place. */
export interface StepComparison {
  readonly title: string;
  readonly step: Pick<PlannedStep, 'step' | 'columns' | 'parameters'>;
  readonly table: Table;
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** Steps fitted to all rows of their tables and applied to them, against what Python has for it. */
export async function stepSpeed(options: BenchOptions, comparisons: readonly StepComparison[]): Promise<string> {
  const repetitions = options.repetitions ?? 3;
  const python = startPython(options.python, join(import.meta.dirname, 'prepare_side.py'));
  const lines: string[][] = [];
  try {
    for (const { title, step, table, operation, request } of comparisons) {
      const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row);
      const plan = { for: 'logistic', steps: [{ ...step, reason: 'measured' }], dropped: [] } as const;
      const pairs: Pair[] = [];
      // The first repetition warms both up.
      for (let i = 0; i <= repetitions; i++) {
        const clock = stopwatch();
        const { x } = fitRecipe(plan, table, rows);
        const ours = clock();
        const theirs = await python.ask<Timing & Made>(operation, request);
        expectSame(madeOf(x), theirs);
        if (i > 0) pairs.push({ theirs, ours });
      }
      lines.push([title, table.rowCount.toLocaleString('en-US'), seconds(pairs), speed(pairs)]);
    }
    const how = setting(await python.versions(), `alternated repetitions: ${repetitions}`);
    return `${how}\n\n${markdownTable(['what', 'rows', 'Python / Tend s', 'speed wall / CPU'], lines)}`;
  } finally {
    python.close();
  }
}
