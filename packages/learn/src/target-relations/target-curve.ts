import { contingencyTable, independencePValue, normalQuantile, wilsonInterval } from '@tend/kernels';
import type { Bin, CoarseColumn } from '../associations/coarse-column.ts';
import type { Estimate } from '../metrics/estimate.ts';
import type { Shape, TargetCurve, TargetPoint } from './column-relation.ts';
import { curveShape } from './curve-shape.ts';
import { foldSums, overFolds } from './fold-sums.ts';
import type { ClassOutcome, NumberOutcome, Outcome } from './outcome.ts';
import { type GroupMean, welchPValue } from './welch-p-value.ts';

const mostSeries = 8;
const leastRows = 5;
const noise = 0.01;

/** The target by bin or level of a column whose codes stand for the rows of the outcome. */
export function targetCurve(column: CoarseColumn, outcome: Outcome, confidence: number): TargetCurve {
  const table = foldSums(column.codes, column.bins.length + 1, outcome);
  const groups = groupsOf(overFolds(table), table.width, column.bins.length + 1);
  return outcome.type === 'number'
    ? curveOf(column, groups, meanReading(outcome, confidence), confidence)
    : curveOf(column, groups, rateReading(outcome, confidence), confidence);
}

/** The sums of one code. */
type Group = Float64Array;

function groupsOf(sums: Float64Array, width: number, count: number): readonly Group[] {
  return Array.from({ length: count }, (_, code) => sums.subarray(code * width, (code + 1) * width));
}

/** How the sums of a group are read, by series. */
interface Reading {
  readonly measure: 'rate' | 'mean';
  readonly series: readonly string[];
  size(group: Group): number;
  estimate(group: Group, series: number): Estimate;
  /** Of the estimate, for the shape. */
  variance(group: Group, series: number): number;
  /** Whether groups differ in this series, or in any of them. */
  differ(groups: readonly Group[], series?: number): number;
}

function rateReading({ names, asked, counts }: ClassOutcome, confidence: number): Reading {
  const shown = asked.slice(0, mostSeries);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const size = (group: Group): number => group.reduce((sum, count) => sum + count, 0);
  const hits = (group: Group, series: number): number => group[shown[series] ?? 0] ?? 0;
  return {
    measure: 'rate',
    series: shown.map((code) => names[code] ?? ''),
    size,
    estimate: (group, series) => {
      const [k, n] = [hits(group, series), size(group)];
      return { value: k / n, ...wilsonInterval(k, n, confidence) };
    },
    variance: (group, series) => {
      const n = size(group);
      // Drawn to the overall rate by one row, so that no bin is certain.
      const share = (hits(group, series) + (counts[shown[series] ?? 0] ?? 0) / total) / (n + 1);
      return (share * (1 - share)) / n;
    },
    differ: (groups, series) => {
      const cells = groups.flatMap((group) =>
        series === undefined ? [...group] : [hits(group, series), size(group) - hits(group, series)],
      );
      return independencePValue(contingencyTable(cells, cells.length / Math.max(1, groups.length)));
    },
  };
}

function meanReading({ mean, deviation }: NumberOutcome, confidence: number): Reading {
  const z = normalQuantile(0.5 + confidence / 2);
  const meanOf = (group: Group): GroupMean => {
    const n = group[0] ?? 0;
    const centre = (group[1] ?? 0) / n;
    return { n, mean: centre, variance: n > 1 ? Math.max(0, (group[2] ?? 0) - n * centre * centre) / (n - 1) : 0 };
  };
  return {
    measure: 'mean',
    series: ['mean'],
    size: (group) => group[0] ?? 0,
    estimate: (group) => {
      const found = meanOf(group);
      const value = mean + deviation * found.mean;
      const half = z * deviation * Math.sqrt(found.variance / found.n);
      return { value, low: value - half, high: value + half };
    },
    variance: (group) => {
      const { n, variance } = meanOf(group);
      return Math.max(variance, 1e-3) / n;
    },
    differ: (groups) => welchPValue(groups.map(meanOf)),
  };
}

function curveOf(
  { bins, kind }: CoarseColumn,
  groups: readonly Group[],
  reading: Reading,
  confidence: number,
): TargetCurve {
  const { series } = reading;
  const estimates = (group: Group): readonly Estimate[] => series.map((_, i) => reading.estimate(group, i));
  const shown = bins.flatMap((bin, code): { readonly bin: Bin; readonly group: Group }[] => {
    const group = groups[code];
    return group === undefined || reading.size(group) < leastRows ? [] : [{ bin, group }];
  });
  const present = sumOf(groups.slice(0, bins.length));
  const missing = groups[bins.length];
  const isOrdered = kind !== 'text' && kind !== 'boolean';
  const ofShown = shown.map(({ group }) => group);
  const shapeOf = (i: number): { readonly shape: Shape; readonly pValue: number } => {
    const pValue = reading.differ(ofShown, i);
    if (!(pValue < noise)) return { shape: 'flat', pValue };
    if (!isOrdered) return { shape: 'differs', pValue };
    return {
      shape: curveShape(
        ofShown.map((group) => ({ value: centreOf(reading, group, i), variance: reading.variance(group, i) })),
      ),
      pValue,
    };
  };
  return {
    measure: reading.measure,
    series,
    confidence,
    overall: estimates(sumOf(groups)),
    points: shown.map(({ bin, group }): TargetPoint => ({ bin, n: reading.size(group), estimates: estimates(group) })),
    ...(missing !== undefined && reading.size(missing) >= leastRows
      ? {
          missing: {
            n: reading.size(missing),
            estimates: estimates(missing),
            pValue: reading.differ([present, missing]),
          },
        }
      : {}),
    shapes: series.map((_, i) => shapeOf(i)),
  };
}

/** In the unit of its variance: numbers are read standardised. */
function centreOf(reading: Reading, group: Group, series: number): number {
  return reading.measure === 'mean' ? (group[1] ?? 0) / (group[0] ?? 1) : reading.estimate(group, series).value;
}

function sumOf(groups: readonly Group[]): Group {
  const sum = new Float64Array(groups[0]?.length ?? 0);
  for (const group of groups) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (group[i] ?? 0);
  return sum;
}
