/**
 * Boosted trees against LightGBM from PyPI: paired, interleaved, medians, wall and processor time.
 *
 *   node bench/boosted-trees/run.ts --python <python with lightgbm and numpy> [--datasets ../shared/datasets]
 *     [--sets big,mid,flights,adult] [--repetitions 5] [--trees 100] [--write]
 *
 * With --write the tables go to bench/README.md, else to the screen.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rocAuc } from '@tend/learn';
import { createThreadPool, type OwnThreadPool } from '@tend/node';
import { type BenchSet, loadSet, setNames } from './data-sets.ts';
import { type LightGbmSide, startLightGbm } from './lightgbm-side.ts';
import { type PredictRow, predictTable, type TrainRow, trainTable } from './report.ts';
import { type TendSide, tendSide } from './tend-side.ts';
import type { Settings, Timing, TrainTiming } from './timing.ts';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    datasets: { type: 'string', default: '../shared/datasets' },
    sets: { type: 'string', default: setNames.join(',') },
    repetitions: { type: 'string', default: '5' },
    trees: { type: 'string', default: '100' },
    write: { type: 'boolean', default: false },
  },
});
const repetitions = Number(options.repetitions);
const settings: Settings = { trees: Number(options.trees), leaves: 31, learningRate: 0.1, minRowsInLeaf: 20 };
const singleRows = 20_000;

const lightgbm = startLightGbm(options.python);
const pools = [1, 2].map((size) => createThreadPool(size));
const loadBefore = loadavg()[0] ?? 0;
const trainRows: TrainRow[] = [];
const predictRows: PredictRow[] = [];
for (const name of options.sets.split(',')) {
  const set = loadSet(name, options.datasets);
  const tend = tendSide(set);
  await lightgbm.load(set);
  for (const threads of pools) trainRows.push(...(await compareTraining(set, tend, lightgbm, threads)));
  for (const leaves of name === 'big' || name === 'mid' ? [31, 255] : [31])
    predictRows.push(await comparePrediction(set, tend, lightgbm, leaves));
}
const versions = await lightgbm.versions();
lightgbm.close();
await Promise.all(pools.map((pool) => pool.close()));

const report = [
  `Node ${process.versions.node} against LightGBM ${versions.lightgbm} (PyPI, Python ${versions.python}, numpy ${versions.numpy}),`,
  `${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.platform}; ${repetitions} alternated repetitions, medians of the`,
  `ratios within one repetition; ${settings.trees} trees. Load average before ${loadBefore.toFixed(1)}, after ${(loadavg()[0] ?? 0).toFixed(1)}.`,
  '',
  trainTable(trainRows),
  '',
  predictTable(predictRows),
].join('\n');
console.log(report);
if (options.write) writeReport(report);

/** One repetition: each side once, LightGBM at its defaults, ours, LightGBM with quantised gradients; then again. */
async function compareTraining(
  set: BenchSet,
  tend: TendSide,
  other: LightGbmSide,
  threads: OwnThreadPool,
): Promise<readonly TrainRow[]> {
  const test = set.target.subarray(set.trainRows);
  const runs: { defaults: TrainTiming; quantised: TrainTiming; ours: TrainTiming }[] = [];
  let auc = { defaults: 0, quantised: 0, ours: 0 };
  for (let i = 0; i < repetitions; i++) {
    const defaults = await other.train(settings, threads.size, false);
    const defaultScores = i === 0 ? (await other.predict(threads.size)).scores : undefined;
    const ours = tend.train(settings, threads);
    const quantised = await other.train(settings, threads.size, true);
    runs.push({ defaults, ours, quantised });
    if (defaultScores === undefined) continue;
    auc = {
      defaults: aucOf(defaultScores, test),
      ours: aucOf(tend.predict().scores, test),
      quantised: aucOf((await other.predict(threads.size)).scores, test),
    };
  }
  const row = (against: 'defaults' | 'quantised'): TrainRow => ({
    set: set.name,
    threads: threads.size,
    against,
    theirs: runs.map((run) => run[against]),
    ours: runs.map((run) => run.ours),
    aucDifference: auc.ours - auc[against],
  });
  return [row('defaults'), row('quantised')];
}

async function comparePrediction(
  set: BenchSet,
  tend: TendSide,
  other: LightGbmSide,
  leaves: number,
): Promise<PredictRow> {
  const [alone] = pools as [OwnThreadPool];
  await other.train({ ...settings, leaves }, alone.size, false);
  tend.train({ ...settings, leaves }, alone);
  const rowCount = set.target.length - set.trainRows;
  const count = Math.min(singleRows, rowCount);
  const batch: { theirs: Timing; ours: Timing }[] = [];
  const single: { theirs: Timing; ours: Timing }[] = [];
  tend.single(count);
  for (let i = 0; i < repetitions; i++) {
    batch.push({ theirs: (await other.predict(1)).timing, ours: tend.predict().timing });
    const { calls, overhead } = await other.single(count);
    const theirs = { wallMs: calls.wallMs - overhead.wallMs, cpuMs: calls.cpuMs - overhead.cpuMs };
    single.push({ theirs, ours: tend.single(count).calls });
  }
  return { set: set.name, leaves, rowCount, singleCount: count, batch, single };
}

function aucOf(scores: Float64Array, target: Float32Array): number {
  return rocAuc(Float64Array.from(target), scores);
}

/** Puts the report between its marks in bench/README.md. */
function writeReport(text: string): void {
  const path = join(import.meta.dirname, '../README.md');
  const before = readFileSync(path, 'utf8');
  const [begin, end] = ['<!-- boosted-trees: begin -->', '<!-- boosted-trees: end -->'];
  const from = before.indexOf(begin) + begin.length;
  writeFileSync(path, `${before.slice(0, from)}\n${text}\n${before.slice(before.indexOf(end))}`);
}
