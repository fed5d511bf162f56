import type { Estimator, Feature, FeatureMatrix, Fitted, FittedManifest, TrainingData } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import type { ParameterSpace } from '../parameters.ts';
import { alignFeatures } from './align-features.ts';
import { byteReader } from './byte-reader.ts';
import { byteWriter } from './byte-writer.ts';
import { checkManifest } from './check-manifest.ts';
import { checkOutput } from './check-output.ts';
import { checkRow } from './check-row.ts';
import { InvalidData } from './invalid-data.ts';
import { storedTask } from './outcome.ts';
import { type SeasonalHistory, seasonalHistory } from './seasonal-history.ts';
import { targetMean } from './target-mean.ts';
import { throwIfAborted } from './throw-if-aborted.ts';

const parameters: ParameterSpace = {
  season: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 1_000_000,
    description: 'Periods after which the pattern repeats, such as 7 for days in a week; 1 repeats the last value',
  },
};

/** Whole numbers beyond are not all float32. */
const lastPeriod = 2 ** 24;

/**
 * The value one season ago, of one series. Its one feature is the number of the period (a whole number, from any origin):
 * order and season are then known here and no row order is trusted. A row of period t is given the training target of the
 * latest period before t that lies a whole number of seasons back, never one of t or later, so that training rows are not
 * scored by their own target; the training mean where there is none. Targets of one period are averaged by weight. The
 * model keeps all training periods, and a forecast far beyond them repeats the last season. Source: Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, section 5.2.
 */
export const seasonalNaive: Estimator = {
  name: 'seasonalNaive',
  parameters,
  tasks: ['regression'],
  fit(given, data, context) {
    throwIfAborted(context.signal);
    const feature = onlyFeature(data.x);
    const series = seriesOf(data, feature);
    const mean = targetMean(data);
    const writer = byteWriter(12 + 12 * series.length);
    writer.f64(mean);
    writer.u32(series.length);
    for (const [period, value] of series) {
      writer.f32(period);
      writer.f64(value);
    }
    const manifest: FittedManifest = {
      estimator: 'seasonalNaive',
      parameters: given,
      features: data.x.features,
      facts: { periods: series.length, lastPeriod: series.at(-1)?.[0] ?? 0 },
      ...storedTask(data),
    };
    context.progress?.(1, 1);
    return fittedNaive(manifest, writer.finish(), feature, seasonalHistory(series, Number(given.season)), mean);
  },
  load(manifest, weights) {
    checkManifest('seasonalNaive', parameters, manifest);
    const [feature, ...others] = manifest.features;
    if (feature === undefined || others.length > 0)
      throw new MalformedModel('manifest.features', 'one feature', String(manifest.features.length));
    const what = 'seasonalNaive weights';
    const reader = byteReader(weights, what);
    const mean = reader.f64();
    const series: [number, number][] = [];
    for (let left = reader.count(12); left > 0; left--) {
      const [period, value] = [reader.f32(), reader.f64()];
      const before = series.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
      if (!(isPeriod(period) && period > before))
        throw new MalformedModel(what, `a period after ${before}`, String(period));
      if (!Number.isFinite(value)) throw new MalformedModel(what, 'finite numbers', String(value));
      series.push([period, value]);
    }
    reader.finish();
    if (!Number.isFinite(mean)) throw new MalformedModel(what, 'finite numbers', String(mean));
    const history = seasonalHistory(series, Number(manifest.parameters.season ?? 1));
    return fittedNaive(manifest, weights.slice(), feature, history, mean);
  },
};

function onlyFeature(x: FeatureMatrix): Feature {
  const [feature, ...others] = x.features;
  if (feature === undefined || others.length > 0)
    throw new InvalidData(
      'features of a seasonal naive forecast',
      'the number of the period alone',
      `${x.features.length}`,
    );
  return feature;
}

/** Each period with a weight and its mean target, ascending. */
function seriesOf({ x, y, weight }: TrainingData, feature: Feature): readonly (readonly [number, number])[] {
  const sums = new Map<number, { sum: number; total: number }>();
  for (const [row, value] of y.entries()) {
    const period = checkedPeriod(x.values[row] as number, feature, row);
    const w = weight?.[row] ?? 1;
    if (w === 0) continue;
    const { sum, total } = sums.get(period) ?? { sum: 0, total: 0 };
    sums.set(period, { sum: sum + w * value, total: total + w });
  }
  return [...sums].map(([period, { sum, total }]) => [period, sum / total] as const).sort(([a], [b]) => a - b);
}

function checkedPeriod(value: number, { name }: Feature, row: number): number {
  if (isPeriod(value)) return value;
  throw new InvalidData(`feature ${name}, row ${row}`, `a whole number within ${lastPeriod} of 0`, String(value));
}

function isPeriod(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= lastPeriod;
}

function fittedNaive(
  manifest: FittedManifest,
  weights: Uint8Array,
  feature: Feature,
  history: SeasonalHistory,
  mean: number,
): Fitted {
  const valueAt = (x: FeatureMatrix, column: number, row: number): number =>
    history.before(checkedPeriod(x.values[column * x.rowCount + row] as number, feature, row)) ?? mean;
  return {
    manifest,
    weights,
    task: 'regression',
    outputs: 1,
    link: 'identity',
    predict(x) {
      const [column = 0] = alignFeatures(manifest.features, x);
      return new Float64Array(x.rowCount).map((_, row) => valueAt(x, column, row));
    },
    explain(x, row, output = 0) {
      const [column = 0] = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(1, output);
      const margin = valueAt(x, column, row);
      const contributions = new Float64Array(x.features.length);
      contributions[column] = margin - mean;
      return { base: mean, contributions, margin };
    },
  };
}
