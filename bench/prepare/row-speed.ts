import { compileRecipe, type EstimatorName, fitRecipe, proposeRecipe, type RecipePlan } from '@tend/learn';
import { rowAt } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { median } from '../measure/median.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { wideFrame } from './wide-frame.ts';

const rowsARound = 5000;
const rounds = 21;

/** One JSON row at a time through a compiled recipe, by the clock around many. */
export async function rowSpeed(options: BenchOptions): Promise<string> {
  const rowCount = options.quick ? 20_000 : 200_000;
  const frame = await wideFrame(rowCount);
  try {
    const sample = Array.from({ length: rowsARound }, (_, i) => rowAt(frame.table, (i * 37) % rowCount));
    const planFor = (name: EstimatorName, readsWords: boolean): RecipePlan =>
      proposeRecipe(frame.table, frame.rows, frame.columns, { for: name, readsWords });
    const plans = [
      ['logistic', planFor('logistic', false)],
      ['logistic, comments read', planFor('logistic', true)],
      ['boostedTrees', planFor('boostedTrees', false)],
      ['boostedTrees, comments read', planFor('boostedTrees', true)],
    ] as const;
    const rows = plans.map(([name, plan]) => {
      const { recipe } = fitRecipe(plan, frame.table, frame.rows);
      const compiled = compileRecipe(recipe);
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const started = performance.now();
        for (const row of sample) compiled(row);
        times.push(((performance.now() - started) * 1000) / rowsARound);
      }
      const { inputs, features } = recipe;
      return [name, `${inputs.length}`, `${features.length}`, median(times).toFixed(1), Math.min(...times).toFixed(1)];
    });
    const head = ['recipe for', 'columns', 'features', 'median microseconds a row', 'least'];
    return `Node ${process.versions.node}, ${process.platform}; ${rounds} rounds of ${rowsARound} rows.\n\n${markdownTable(head, rows)}`;
  } finally {
    frame.remove();
  }
}
