import { calibrationBins, expectedCost, type MetricInput, measure, measureDifference } from '@tend/learn';
import type { Measurement, MetricName } from '@tend/protocol';
import type { Column } from '@tend/table';
import type { JudgedRows, Scored } from './judge-criteria.ts';
import { toMeasurement } from './measurement.ts';
import type { EvaluationBody, SliceBody } from './records.ts';
import { sliceLevels } from './slice-levels.ts';

const confidence = 0.95;
const comparedMetrics: readonly MetricName[] = ['rocAuc', 'averagePrecision', 'expectedCost'];

/** Everything an evaluation measures on scored rows, beside the charter's criteria. */
export function measureRows(
  rows: JudgedRows,
  sliceColumns: readonly Column[],
): Pick<EvaluationBody, 'measurements' | 'comparisons' | 'calibration' | 'slices' | 'costPerCase'> {
  const input = inputOf(rows, rows);
  const metrics: readonly MetricName[] = [
    'rocAuc',
    'averagePrecision',
    'logLoss',
    'brier',
    'calibrationSlope',
    'calibrationError',
    'recall',
    'precision',
    ...(rows.costs === undefined ? [] : (['expectedCost'] as const)),
  ];
  const compared = comparedMetrics.filter((metric) => metric !== 'expectedCost' || rows.costs !== undefined);
  return {
    measurements: metrics.map((metric) => toMeasurement(metric, measure(metric, input), confidence)),
    comparisons: Object.entries(rows.baselines)
      .filter(([name]) => name === 'rule' || name === 'champion')
      .map(([versus, baseline]) => ({
        versus,
        measurements: compared.map((metric) =>
          toMeasurement(metric, measureDifference(metric, input, inputOf(rows, baseline)), confidence),
        ),
      })),
    calibration: calibrationBins(rows.y, rows.score, 10, confidence).map(({ predicted, observed, low, high, n }) => ({
      predicted,
      observed,
      low,
      high,
      n,
    })),
    slices: sliceColumns.flatMap((column) => measureSlices(column, input)),
    costPerCase: costsOf(rows),
  };
}

function inputOf(rows: JudgedRows, { score, isPositive }: Scored): MetricInput {
  return {
    y: rows.y,
    score,
    isPositive,
    ...(rows.costs === undefined ? {} : { costs: rows.costs }),
    confidence,
    seed: rows.seed,
  };
}

function measureSlices(column: Column, input: MetricInput): readonly SliceBody[] {
  return sliceLevels(column).map(({ level, isIn }) => {
    const within: MetricInput = {
      ...input,
      y: input.y.filter((_value, row) => isIn[row] === 1),
      score: input.score.filter((_value, row) => isIn[row] === 1),
      isPositive: input.isPositive.filter((_value, row) => isIn[row] === 1),
    };
    const metrics: readonly MetricName[] = ['rocAuc', 'recall', 'precision'];
    const measurements: readonly Measurement[] = metrics.map((metric) =>
      toMeasurement(metric, measure(metric, within), confidence),
    );
    return { column: column.name, level, measurements };
  });
}

function costsOf(rows: JudgedRows): Readonly<Record<string, number>> {
  const { costs } = rows;
  if (costs === undefined) return {};
  const all = new Uint8Array(rows.y.length).fill(1);
  return Object.fromEntries([
    ['model', expectedCost(rows.y, rows.isPositive, costs)],
    ...Object.entries(rows.baselines).map(([name, { isPositive }]) => [name, expectedCost(rows.y, isPositive, costs)]),
    ['everything', expectedCost(rows.y, all, costs)],
  ]);
}
