import { createThreadPool, type OwnThreadPool } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { loadSet } from '../data-sets/load-set.ts';
import type { Pair } from '../measure/timing.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { type LightGbmSide, startLightGbm, type TrainTiming } from './lightgbm-side.ts';
import { settingsFor } from './settings.ts';
import { type TendSide, tendSide } from './tend-side.ts';

const head = ['set', 'threads', 'LightGBM', 'binning s', 'speed wall / CPU', 'boosting s', 'speed wall / CPU'];

/** Training with one and with two threads, against LightGBM at its defaults and with quantised gradients. */
export async function trainingSpeed(options: BenchOptions): Promise<string> {
  const { quick } = options;
  const names = quick
    ? ['mid', 'adult', 'california', 'dry-bean']
    : ['big', 'mid', 'flights', 'adult', 'mid-number', 'flight-delay', 'mid-classes', 'dry-bean'];
  const lightgbm = startLightGbm(options.python);
  const pools = [1, 2].map((size) => createThreadPool(size));
  const rows: string[][] = [];
  for (const name of options.sets ?? names) {
    const set = loadSet(name, options.datasets, 1);
    const repetitions = options.repetitions ?? (quick ? 1 : name.startsWith('big') ? 2 : 3);
    const tend = tendSide(set);
    await lightgbm.load(set);
    for (const threads of pools) rows.push(...(await compare(set, tend, lightgbm, threads, repetitions, quick)));
  }
  const versions = await lightgbm.versions();
  lightgbm.close();
  await Promise.all(pools.map((pool) => pool.close()));
  const how = `alternated repetitions: ${options.repetitions ?? (quick ? 1 : '3, of big 2')}, ${settingsFor({ task: 'binary' }, quick).trees} trees`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}

/** A repetition is LightGBM at its defaults, ours, LightGBM with quantised gradients. */
async function compare(
  set: BenchSet,
  tend: TendSide,
  lightgbm: LightGbmSide,
  threads: OwnThreadPool,
  repetitions: number,
  isQuick: boolean,
): Promise<readonly string[][]> {
  const settings = settingsFor(set, isQuick);
  const runs: { defaults: TrainTiming; ours: TrainTiming; quantised: TrainTiming }[] = [];
  for (let seed = 1; seed <= repetitions; seed++) {
    const defaults = await lightgbm.train(settings, threads.size, seed);
    const ours = tend.train(settings, threads, seed);
    runs.push({ defaults, ours, quantised: await lightgbm.train(settings, threads.size, seed, true) });
  }
  return (['defaults', 'quantised'] as const).map((against) => {
    const pairs = (phase: keyof TrainTiming): readonly Pair[] =>
      runs.map((run) => ({ theirs: run[against][phase], ours: run.ours[phase] }));
    const [binning, boosting] = [pairs('binning'), pairs('boosting')];
    return [
      ...[set.name, `${threads.size}`, against],
      ...[seconds(binning), speed(binning), seconds(boosting), speed(boosting)],
    ];
  });
}
