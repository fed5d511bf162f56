import { join } from 'node:path';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { minus, type Timing } from '../measure/timing.ts';
import { type PythonSide, startPython } from '../python/start-python.ts';
import { bins, learningRate, minRowsInLeaf, type Settings } from './settings.ts';

/** What training took: everything before the first tree, and the trees. */
export interface TrainTiming {
  readonly binning: Timing;
  readonly boosting: Timing;
}

/** LightGBM's side, over the set loaded last. */
export interface LightGbmSide extends Pick<PythonSide, 'versions' | 'close'> {
  load(set: BenchSet): Promise<void>;
  train(settings: Settings, threads: number, seed: number, isQuantised?: boolean): Promise<TrainTiming>;
  /** All test rows with the model trained last. */
  predict(threads: number): Promise<{ readonly timing: Timing; readonly scores: Float64Array }>;
  /** The first test rows one after another, less what as many empty calls take. */
  single(rows: number): Promise<Timing>;
}

/** Starts a Python process with LightGBM. */
export function startLightGbm(python: string): LightGbmSide {
  const side = startPython(python, join(import.meta.dirname, 'lightgbm_side.py'));
  let loaded: BenchSet | undefined;
  return {
    versions: side.versions,
    close: side.close,
    load: async (set) => {
      loaded = set;
      await side.load(set);
    },
    train: (settings, threads, seed, isQuantised = false) => {
      if (loaded === undefined) throw new Error('no set was loaded yet');
      const parameters = { ...lightGbmParameters(loaded, settings, threads), seed, use_quantized_grad: isQuantised };
      return side.ask('train', { trees: settings.trees, parameters });
    },
    predict: async (threads) => {
      const timing = await side.ask<Timing>('predict', { threads, scores: side.file('scores') });
      return { timing, scores: side.numbers('scores') };
    },
    single: async (rows) => {
      const { calls, overhead } = await side.ask<{ calls: Timing; overhead: Timing }>('single', { rows });
      return minus(calls, overhead);
    },
  };
}

/** LightGBM's names for the settings; `force_row_wise` is its better case on these sets. */
export function lightGbmParameters(
  { task, classCount }: Pick<BenchSet, 'task' | 'classCount'>,
  { leaves }: Settings,
  threads: number,
): Readonly<Record<string, number | string | boolean>> {
  return {
    objective: task,
    ...(task === 'multiclass' && { num_class: classCount }),
    num_leaves: leaves,
    learning_rate: learningRate,
    min_data_in_leaf: minRowsInLeaf,
    max_bin: bins,
    num_threads: threads,
    force_row_wise: true,
    verbose: -1,
  };
}
