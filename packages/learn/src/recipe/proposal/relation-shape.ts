import { betaCdf, quantile } from '@tend/kernels';
import { resolveParameters } from '../../parameters.ts';
import type { StepTarget } from '../step-definition.ts';
import { bin } from '../steps/bin.ts';

/** How much of the outcome's variance a number tells by itself, along a line and in ranges of as many rows each. */
export interface RelationShape {
  readonly n: number;
  /** Adjusted for the degrees of freedom, as the other share is; summed over the classes where there are several. */
  readonly line: number;
  readonly ranges: number;
  /** The ranges that were asked for, and those that there are: equal values share one. */
  readonly askedRanges: number;
  readonly rangeCount: number;
  /** Whether the ranges tell more than chance would make them (lack of fit, F-test at 0.1%) and enough to matter. */
  readonly isCurved: boolean;
}

/** Hours of a day, fortnights of a year: enough for the cycles that numbers stand for. */
const mostRanges = 24;
const leastRowsARange = 30;
const noise = 0.001;
const leastGain = 0.001;
const leastRatio = 1.1;

/** The shape of the relation of a number to the outcome, one entry a row each; undefined where rows are too few. */
export function relationShape(values: Float64Array, target: StepTarget): RelationShape | undefined {
  const isPresent = (row: number): boolean => !Number.isNaN(values[row]) && !Number.isNaN(target.y[row]);
  const rows = Int32Array.from(values.keys()).filter(isPresent);
  const n = rows.length;
  const bins = Math.min(mostRanges, Math.floor(n / leastRowsARange));
  if (bins < 3) return undefined;
  const present = Float64Array.from(rows, (row) => values[row] as number);
  const y = Float64Array.from(rows, (row) => target.y[row] as number);
  const outcomes =
    target.task === 'multiclass'
      ? Array.from({ length: target.classCount ?? 0 }, (_, one) => y.map((value) => Number(value === one)))
      : [y];
  const sorted = present.toSorted();
  const [low, high] = [quantile(sorted, 0.005), quantile(sorted, 0.995)];
  const held = present.map((value) => (low < high ? Math.min(high, Math.max(low, value)) : value));
  const { place, count } = rangesOf(present, bins);
  let [total, alongLine, between] = [0, 0, 0];
  for (const outcome of outcomes) {
    const parts = varianceParts(held, place, count, outcome);
    total += parts.total;
    alongLine += parts.alongLine;
    // Rounding may lift the ranges above the whole.
    between += Math.min(parts.total, parts.between);
  }
  if (count < 3 || !(total > 0)) return undefined;
  const adjusted = (told: number, freedom: number): number =>
    Math.max(0, 1 - (Math.max(0, 1 - told / total) * (n - 1)) / (n - 1 - freedom));
  const [line, ranges] = [adjusted(alongLine, 1), adjusted(between, count - 1)];
  const [more, left] = [count - 2, n - count];
  const f = (between - alongLine) / more / (Math.max(0, total - between) / left);
  const isNoise = !(f > 0) || betaCdf(left / (left + more * f), left / 2, more / 2) > noise;
  return {
    n,
    line,
    ranges,
    askedRanges: bins,
    rangeCount: count,
    isCurved: !isNoise && ranges > leastRatio * line && ranges > line + leastGain,
  };
}

/** The range of each value, as the step `bin` cuts them. */
function rangesOf(values: Float64Array, bins: number): { readonly place: Float64Array; readonly count: number } {
  const column = { kind: 'number', name: '', values } as const;
  const context = { rowCount: values.length, seed: 1 };
  const learned = bin.fit(resolveParameters(bin.parameters, { bins }).values, [column], context);
  const place = new Float64Array(values.length);
  const runner = bin.run(learned, [column], {});
  if (runner.type === 'numbers') runner.run([values], [place], values.length);
  return { place, count: learned.cuts.length + 1 };
}

interface VarianceParts {
  readonly total: number;
  readonly alongLine: number;
  readonly between: number;
}

/** Sums of squares about the mean: of the outcome, of its least-squares line on x, and of the means of the ranges. */
function varianceParts(x: Float64Array, place: Float64Array, count: number, y: Float64Array): VarianceParts {
  const [centreX, centreY] = [meanOf(x), meanOf(y)];
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
  let [total, squares, product] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    const dx = (x[row] as number) - centreX;
    const dy = (y[row] as number) - centreY;
    total += dy * dy;
    squares += dx * dx;
    product += dx * dy;
    const range = place[row] as number;
    sums[range] = (sums[range] as number) + dy;
    sizes[range] = (sizes[range] as number) + 1;
  }
  let between = 0;
  for (let range = 0; range < count; range++)
    if ((sizes[range] as number) > 0) between += (sums[range] as number) ** 2 / (sizes[range] as number);
  return { total, alongLine: squares > 0 ? (product * product) / squares : 0, between };
}

function meanOf(values: Float64Array): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += ((values[i] as number) - mean) / (i + 1);
  return mean;
}
