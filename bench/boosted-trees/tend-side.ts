import { type Feature, type FeatureMatrix, type Fitted, fit, type ParameterValues, type ThreadPool } from '@tend/learn';
import type { BenchSet } from '../data-sets/bench-set.ts';
import { minus, noTime, scaled, stopwatch, type Timing } from '../measure/timing.ts';
import { featureMatrix, trainingData } from '../tend/training-data.ts';
import type { TrainTiming } from './lightgbm-side.ts';
import { bins, learningRate, minRowsInLeaf, type Settings } from './settings.ts';

/** Our side over one set, in this process. */
export interface TendSide {
  train(settings: Settings, threads: ThreadPool, seed: number): TrainTiming;
  /** All test rows with the model trained last. */
  predict(): { readonly timing: Timing; readonly scores: Float64Array };
  /** The first test rows one after another. */
  single(rows: number): Timing;
}

/** Takes the set apart once: preparing data is not measured on either side. */
export function tendSide(set: BenchSet): TendSide {
  const data = trainingData(set);
  const test = featureMatrix(set, set.trainRows, set.columns.rowCount);
  let model: Fitted | undefined;
  const trained = (): Fitted => {
    if (model === undefined) throw new Error('nothing was trained yet');
    return model;
  };
  return {
    train: (settings, threads, seed) => {
      const { trees } = settings;
      const elapsed = stopwatch();
      let [first, last] = [noTime, noTime];
      const progress = (done: number): void => {
        if (done === 1) first = elapsed();
        if (done === trees) last = elapsed();
      };
      model = fit('boostedTrees', tendParameters(settings), data, { seed, threads, progress });
      const total = elapsed();
      // All trees from the second on say what one costs; what remains is checking, binning and laying out.
      const boosting = scaled(minus(last, first), trees / (trees - 1));
      return { boosting, binning: minus(total, boosting) };
    },
    predict: () => {
      const fitted = trained();
      const x = { ...test, features: fitted.manifest.features };
      const elapsed = stopwatch();
      const scores = fitted.predict(x);
      return { timing: elapsed(), scores };
    },
    single: (rows) => {
      const fitted = trained();
      const inputs = Array.from({ length: rows }, (_, row) => rowOf(test, row, fitted.manifest.features));
      let sum = 0;
      const elapsed = stopwatch();
      for (const x of inputs) sum += fitted.predict(x)[0] as number;
      const timing = elapsed();
      if (Number.isNaN(sum)) throw new Error('a score is no number');
      return timing;
    },
  };
}

/** The settings as parameters that make Tend do what LightGBM does at its defaults. */
export function tendParameters({ trees, leaves }: Settings): ParameterValues {
  const plain = { l2: 0, minGain: 0, minHessianInLeaf: 1e-3, featureFraction: 1, categorySmoothing: 10 };
  return { trees, leaves, learningRate, minRowsInLeaf, bins, ...plain };
}

function rowOf({ rowCount, values }: FeatureMatrix, row: number, features: readonly Feature[]): FeatureMatrix {
  const own = Float32Array.from(features, (_, c) => values[c * rowCount + row] ?? Number.NaN);
  return { rowCount: 1, features, values: own };
}
