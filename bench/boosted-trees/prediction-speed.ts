import { createThreadPool } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import { loadSet } from '../data-sets/load-set.ts';
import type { Pair } from '../measure/timing.ts';
import { speed, thousandsPerSecond } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { startLightGbm } from './lightgbm-side.ts';
import { settingsFor } from './settings.ts';
import { tendSide } from './tend-side.ts';

const head = ['set', 'leaves', 'batch, 1000 rows/s', 'speed wall / CPU', 'single, 1000 rows/s', 'speed wall / CPU'];
const singleRows = 20_000;

/** Prediction with one thread: all test rows at once, and some of them one after another. */
export async function predictionSpeed(options: BenchOptions): Promise<string> {
  const { quick, repetitions = quick ? 1 : 5 } = options;
  const names = quick ? ['mid'] : ['big', 'mid', 'flights', 'adult'];
  const lightgbm = startLightGbm(options.python);
  const alone = createThreadPool(1);
  const rows: string[][] = [];
  for (const name of options.sets ?? names) {
    const set = loadSet(name, options.datasets, 1);
    const tend = tendSide(set);
    await lightgbm.load(set);
    const testRows = set.target.length - set.trainRows;
    const singles = Math.min(singleRows, testRows);
    for (const leaves of name === 'big' || name === 'mid' ? [31, 255] : [31]) {
      const settings = { ...settingsFor(set, quick), leaves };
      await lightgbm.train(settings, alone.size, 1);
      tend.train(settings, alone, 1);
      tend.single(singles);
      const batch: Pair[] = [];
      const single: Pair[] = [];
      for (let i = 0; i < repetitions; i++) {
        batch.push({ theirs: (await lightgbm.predict(1)).timing, ours: tend.predict().timing });
        single.push({ theirs: await lightgbm.single(singles), ours: tend.single(singles) });
      }
      rows.push([
        ...[name, `${leaves}`, thousandsPerSecond(batch, testRows), speed(batch)],
        ...[thousandsPerSecond(single, singles), speed(single)],
      ]);
    }
  }
  const versions = await lightgbm.versions();
  lightgbm.close();
  const how = `alternated repetitions: ${repetitions}, ${settingsFor({ task: 'binary' }, quick).trees} trees`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}
