import { createThreadPool } from '@tend/node';
import type { BenchOptions } from '../bench-options.ts';
import { synthetic } from '../data-sets/synthetic.ts';
import { median } from '../measure/median.ts';
import { speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { startLightGbm, type TrainTiming } from './lightgbm-side.ts';
import { type TendSide, tendSide } from './tend-side.ts';

const head = [
  'rows',
  'binning, s a million rows',
  'boosting, s a million rows',
  'boosting, of that of the fewest',
  'speed wall / CPU',
];
const settings = { trees: 30, leaves: 31 };

/** Training with one thread on more and more rows of 10 columns: does the time grow as the rows do? */
export async function scaling(options: BenchOptions): Promise<string> {
  const { quick } = options;
  const sizes = quick ? [100_000, 300_000] : [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
  const lightgbm = startLightGbm(options.python);
  const alone = createThreadPool(1);
  const rows: string[][] = [];
  let least: { readonly theirs: number; readonly ours: number } | undefined;
  for (const trainRows of sizes) {
    const set = synthetic('scaling', { task: 'binary', trainRows, testRows: 1000, columnCount: 10 }, 1);
    await lightgbm.load(set);
    const tend: TendSide = tendSide(set);
    const runs: { theirs: TrainTiming; ours: TrainTiming }[] = [];
    for (let seed = 1; seed <= (quick || trainRows > 1_000_000 ? 1 : 3); seed++)
      runs.push({
        theirs: await lightgbm.train(settings, alone.size, seed),
        ours: tend.train(settings, alone, seed),
      });
    const perMillion = (phase: keyof TrainTiming) => {
      const side = (name: 'theirs' | 'ours'): number =>
        median(runs.map((run) => run[name][phase].cpuMs)) / 1000 / (trainRows / 1e6);
      return { theirs: side('theirs'), ours: side('ours') };
    };
    const [binning, boosting] = [perMillion('binning'), perMillion('boosting')];
    least ??= boosting;
    rows.push([
      trainRows.toLocaleString('en'),
      ...[binning, boosting].map(({ theirs, ours }) => `${theirs.toFixed(2)} / ${ours.toFixed(2)}`),
      `${(boosting.theirs / least.theirs).toFixed(2)} / ${(boosting.ours / least.ours).toFixed(2)}`,
      speed(runs.map(({ theirs, ours }) => ({ theirs: theirs.boosting, ours: ours.boosting }))),
    ]);
  }
  const versions = await lightgbm.versions();
  lightgbm.close();
  const how = `processor time of one thread, ${settings.trees} trees`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}
