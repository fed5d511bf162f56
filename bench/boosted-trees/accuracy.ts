import { createThreadPool } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import { loadSet } from '../data-sets/load-set.ts';
import { meanError } from '../measure/mean-error.ts';
import { measures } from '../measure/quality.ts';
import { meanWithError } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { startLightGbm } from './lightgbm-side.ts';
import { settingsFor } from './settings.ts';
import { tendSide } from './tend-side.ts';

const head = ['set', 'measure', 'LightGBM, mean', 'better by'];

/** How well both predict test rows; each seed draws its own data or its own test rows, and seeds the models. */
export async function accuracy(options: BenchOptions): Promise<string> {
  const { quick, seeds = quick ? 2 : 5 } = options;
  const names = quick
    ? ['adult', 'california', 'dry-bean']
    : [
        'big',
        'mid',
        'flights',
        'adult',
        'mid-number',
        'flight-delay',
        'california',
        'diamonds',
        'mid-classes',
        'dry-bean',
      ];
  const lightgbm = startLightGbm(options.python);
  const threads = createThreadPool(2);
  const rows: string[][] = [];
  for (const name of options.sets ?? names) {
    const theirs: number[] = [];
    const advantages: number[] = [];
    let measure = measures.binary;
    for (let seed = 1; seed <= seeds; seed++) {
      const set = loadSet(name, options.datasets, seed);
      measure = measures[set.task];
      const test = set.target.slice(set.trainRows);
      const tend = tendSide(set);
      await lightgbm.load(set);
      await lightgbm.train(settingsFor(set, quick), threads.size, seed);
      tend.train(settingsFor(set, quick), threads, seed);
      const score = measure.score(test, (await lightgbm.predict(threads.size)).scores);
      theirs.push(score);
      advantages.push(measure.advantage(measure.score(test, tend.predict().scores), score));
    }
    rows.push([name, measure.name, meanError(theirs).mean.toPrecision(6), meanWithError(advantages)]);
  }
  const versions = await lightgbm.versions();
  lightgbm.close();
  await threads.close();
  const how = `${seeds} seeds, mean ± standard error`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}
