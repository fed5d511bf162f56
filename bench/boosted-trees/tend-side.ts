import { type Feature, type FeatureMatrix, type Fitted, fit, type ThreadPool } from '@tend/learn';
import { type BenchSet, type Columns, rowsBetween } from './data-sets.ts';
import { type Settings, type SingleTiming, stopwatch, type Timing, type TrainTiming } from './timing.ts';

/** Our side of the benchmark over one set, in this process. */
export interface TendSide {
  train(settings: Settings, threads: ThreadPool): TrainTiming;
  /** With the model trained last. */
  predict(): { readonly timing: Timing; readonly scores: Float64Array };
  single(rows: number): SingleTiming;
}

/** Takes the set apart once: preparing data is not measured on either side. */
export function tendSide({ encoded, target, trainRows }: BenchSet): TendSide {
  const features: readonly Feature[] = Array.from({ length: encoded.columnCount }, (_, column) => {
    const name = `f${String(column).padStart(5, '0')}`;
    return { name, source: name };
  });
  const train = matrixOf(features, rowsBetween(encoded, 0, trainRows));
  const test = matrixOf(features, rowsBetween(encoded, trainRows, encoded.rowCount));
  const y = Float64Array.from(target.subarray(0, trainRows));
  let model: Fitted | undefined;
  const trained = (): Fitted => {
    if (model === undefined) throw new Error('nothing was trained yet');
    return model;
  };
  return {
    train: (settings, threads) => {
      const { trees } = settings;
      const parameters = { ...settings, l2: 0, minGain: 0, minHessianInLeaf: 1e-3, featureFraction: 1, bins: 255 };
      const elapsed = stopwatch();
      let first: Timing = { wallMs: 0, cpuMs: 0 };
      let last = first;
      const progress = (done: number): void => {
        if (done === 1) first = elapsed();
        if (done === trees) last = elapsed();
      };
      const fitted = fit('boostedTrees', parameters, { x: train, y }, { seed: 1, threads, progress });
      const total = elapsed();
      model = fitted;
      // All trees from the second on say what one costs; what remains is checking, binning and laying out.
      const boosting = scaled(minus(last, first), trees / (trees - 1));
      return { boosting, binning: minus(total, boosting) };
    },
    predict: () => {
      const x = { ...test, features: trained().manifest.features };
      const elapsed = stopwatch();
      const scores = trained().predict(x);
      return { timing: elapsed(), scores };
    },
    single: (rows) => {
      const fitted = trained();
      const count = encoded.columnCount;
      const inputs = Array.from(
        { length: rows },
        (_, row): FeatureMatrix => ({
          rowCount: 1,
          features: fitted.manifest.features,
          values: Float32Array.from({ length: count }, (_, c) => test.values[c * test.rowCount + row] as number),
        }),
      );
      let sum = 0;
      const elapsed = stopwatch();
      for (const x of inputs) sum += fitted.predict(x)[0] as number;
      const calls = elapsed();
      if (Number.isNaN(sum)) throw new Error('a score is no number');
      return { calls, overhead: { wallMs: 0, cpuMs: 0 }, rows };
    },
  };
}

function matrixOf(features: readonly Feature[], { rowCount, values }: Columns): FeatureMatrix {
  return { rowCount, features, values };
}

function minus(a: Timing, b: Timing): Timing {
  return { wallMs: a.wallMs - b.wallMs, cpuMs: a.cpuMs - b.cpuMs };
}

function scaled({ wallMs, cpuMs }: Timing, factor: number): Timing {
  return { wallMs: wallMs * factor, cpuMs: cpuMs * factor };
}
