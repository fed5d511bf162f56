import { formatCount, formatValue, type ValueKind } from '../format/format-value.ts';
import { markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { legend } from '../plot/legend.ts';
import { stepPath } from '../plot/line-path.ts';
import { dotAt, groupMark, lineBetween, pathOf, textAt } from '../plot/marks.ts';
import { extentOf, valueScale } from '../plot/value-scale.ts';

/** The share of a sample's rows at or below values that ascend, as many as are worth drawing (some 200). */
export interface CumulativeSample {
  readonly label: string;
  readonly n: number;
  readonly points: readonly { readonly value: number; readonly share: number }[];
}

export interface EcdfInput extends ChartText {
  readonly column: string;
  readonly kind: ValueKind;
  readonly unit?: string;
  readonly sample: CumulativeSample;
  /** What it is compared with; drawn dashed. */
  readonly reference: CumulativeSample;
  /** The largest gap of the two samples as it was computed from all rows; of the drawn points unless told. */
  readonly largestGap?: LargestGap;
  readonly isLog?: boolean;
}

/** At `value` these shares of the two samples lie at or below. */
export interface LargestGap {
  readonly value: number;
  readonly sample: number;
  readonly reference: number;
}

const shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/**
 * Where two samples differ: the share of rows at or below each value, two step lines, and the largest gap between them
 * with its value. RangeError for points out of order.
 */
export function ecdf(input: EcdfInput): Chart {
  const { column, kind, unit, sample, reference } = input;
  for (const { label, points } of [sample, reference])
    for (const [i, { value, share }] of points.entries())
      if (!(value >= (points[i - 1]?.value ?? -Infinity) && share >= (points[i - 1]?.share ?? 0) && share <= 1))
        throw new RangeError(
          `points of a cumulative share ascend up to 1; ${label} has ${share} at ${value} in place ${i}`,
        );
  const width = chartWidth(input);
  const name = unit === undefined ? column : `${column} (${unit})`;
  const shows = `share of rows at or below ${name}; ${sample.label} ${formatCount(sample.n, 'row')}, ${reference.label} ${formatCount(reference.n, 'row')}`;
  const table = tableOf(input, name);
  if (sample.points.length === 0 || reference.points.length === 0)
    return emptyChart({ text: input, shows, table }, 'no values in one sample', 'One of the samples has no values.');

  const top = 2 * lineHeight + 12;
  const bottom = top + 150;
  const { low, high, isCut } = rangeOf([sample, reference], input.isLog === true);
  const notes = isCut
    ? ['The lowest and the highest 1% of both samples lie far out and are left out of the axis.']
    : [];
  const y = valueScale({ kind: 'share', domain: [0, 1], range: [bottom, top] });
  const left = leftAxisWidth(y);
  const right = width - 10;
  const x = valueScale({ kind, domain: [low, high], range: [left + 4, right], isLog: input.isLog === true && low > 0 });
  const placed = ({ points }: CumulativeSample): { x: number; y: number }[] =>
    points.flatMap(({ value, share }) => (value > high ? [] : [{ x: x.at(Math.max(value, low)), y: y.at(share) }]));
  const gap = input.largestGap ?? gapOf(sample, reference);
  const reading = `The largest gap is ${points(gap)} at ${formatValue(gap.value, kind, unit)}: ${formatValue(gap.sample, 'share')} of ${sample.label} and ${formatValue(gap.reference, 'share')} of ${reference.label} lie at or below.`;
  const at = x.at(Math.min(Math.max(gap.value, low), high));
  const anchor = at > (left + right) / 2 ? 'end' : 'start';
  const middle = (y.at(gap.sample) + y.at(gap.reference)) / 2;
  const gapMark = groupMark(
    reading,
    lineBetween('mark-line', at, y.at(gap.sample), at, y.at(gap.reference)),
    dotAt('s1 dot', at, y.at(gap.sample), 4),
    dotAt('hollow-base', at, y.at(gap.reference), 4),
    textAt(at + (anchor === 'end' ? -9 : 9), middle + 4.5, points(gap), anchor, 'strong halo'),
  );
  const key = legend(
    [
      {
        label: sample.label,
        key: (kx, ky) => markup`<g class="s1">${lineBetween('line', kx, ky + 9, kx + 20, ky + 9)}</g>`,
      },
      { label: reference.label, key: (kx, ky) => lineBetween('base', kx, ky + 9, kx + 20, ky + 9) },
    ],
    0,
    width,
  );
  const body = markup`${key}${leftAxis({ scale: y, from: left, to: right, title: 'share of rows at or below', titleY: lineHeight + 15 })}${pathOf('base', stepPath(placed(reference), left + 4, right, y.at(0)))}<g class="s1">${pathOf('line', stepPath(placed(sample), left + 4, right, y.at(0)))}</g>${gapMark}${bottomAxis({ scale: x, from: left, to: right, y: bottom, title: input.isLog === true && low > 0 ? `${name}, axis of ratios` : name })}`;
  return composeChart({ text: input, shows, reading, height: bottom + bottomAxisHeight, body, table, notes });
}

/** From the smallest to the largest value; or the middle 98% of both where all of it would be more than twice as long. */
function rangeOf(
  samples: readonly CumulativeSample[],
  isLog: boolean,
): { readonly low: number; readonly high: number; readonly isCut: boolean } {
  const [low, high] = extentOf(samples.flatMap((sample) => sample.points.map(({ value }) => value)));
  const inner = samples.flatMap((sample) => sample.points.filter(({ share }) => share >= 0.01 && share <= 0.99));
  const [innerLow, innerHigh] = extentOf(inner.map(({ value }) => value));
  const isCut = !isLog && inner.length > 1 && innerHigh > innerLow && high - low > 2 * (innerHigh - innerLow);
  return isCut ? { low: innerLow, high: innerHigh, isCut } : { low, high, isCut };
}

function points({ sample, reference }: LargestGap): string {
  const text = formatValue(Math.abs(sample - reference), 'share').replace('%', '');
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

function shareAt({ points: all }: CumulativeSample, value: number): number {
  return all.findLast((point) => point.value <= value)?.share ?? 0;
}

function gapOf(sample: CumulativeSample, reference: CumulativeSample): LargestGap {
  let widest: LargestGap = { value: sample.points[0]?.value ?? 0, sample: 0, reference: 0 };
  const values = [...sample.points, ...reference.points].map(({ value }) => value).sort((a, b) => a - b);
  for (const value of values) {
    const gap = { value, sample: shareAt(sample, value), reference: shareAt(reference, value) };
    if (Math.abs(gap.sample - gap.reference) > Math.abs(widest.sample - widest.reference)) widest = gap;
  }
  return widest;
}

function tableOf({ sample, reference, kind }: EcdfInput, name: string): DataTable {
  const quantile = ({ points: all }: CumulativeSample, share: number): string => {
    const value = all.find((point) => point.share >= share)?.value;
    return value === undefined ? 'not drawn' : formatValue(value, kind);
  };
  return {
    caption: `Quantiles of ${name}`,
    columns: [
      { header: 'share at or below' },
      ...[sample.label, reference.label].map((header) => ({ header, isNumber: true })),
    ],
    rows: shares.map((share) => [formatValue(share, 'share'), quantile(sample, share), quantile(reference, share)]),
  };
}
