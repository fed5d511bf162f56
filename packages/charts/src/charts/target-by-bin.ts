import { formatCount, formatRange, formatValue, type ValueKind } from '../format/format-value.ts';
import { coordinate, type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import {
  type Estimate,
  estimateCells,
  estimateColumns,
  estimateReading,
  measureTitle,
  type TargetMeasure,
  targetDomain,
} from '../plot/estimate.ts';
import { type Box, barsPath, dotAt, groupMark, lineBetween, pathOf, textAt } from '../plot/marks.ts';
import { type ValueScale, valueScale } from '../plot/value-scale.ts';

export interface TargetByBinInput extends ChartText {
  readonly column: string;
  readonly kind: ValueKind;
  readonly unit?: string;
  readonly target: TargetMeasure;
  /** In ascending order, none overlapping another, at most 60. */
  readonly bins: readonly (Estimate & { readonly from: number; readonly to: number })[];
  /** The rows where the column is missing. */
  readonly missing?: Estimate;
  /** Distances along the axis are ratios; for columns above 0 whose values span many sizes. */
  readonly isLog?: boolean;
}

const plotHeight = 120;
const rowsHeight = 28;

/**
 * The rate or mean of a target along a number or time: a dot with the line of its interval in each bin, joined by a thin
 * line, the overall value dashed, missing rows apart to the right, and bars of the rows of each bin below. RangeError for
 * bins out of order or more than 60.
 */
export function targetByBin(input: TargetByBinInput): Chart {
  const { column, kind, unit, target, bins, missing } = input;
  if (bins.length > 60) throw new RangeError(`at most 60 bins are drawn, came ${bins.length}`);
  for (const [i, { from, to }] of bins.entries())
    if (!(from <= to) || from < (bins[i - 1]?.to ?? -Infinity))
      throw new RangeError(`bins ascend and do not overlap; bin ${i} is ${from} to ${to}`);
  const width = chartWidth(input);
  const all = [...bins, ...(missing === undefined ? [] : [missing])];
  const n = all.reduce((sum, estimate) => sum + estimate.n, 0);
  const name = unit === undefined ? column : `${column} (${unit})`;
  const shows = `${target.label} by ${name}, with ${formatValue(target.confidence, 'share')} intervals; ${formatCount(n, 'row')}`;
  const table = tableOf(input, name);
  if (n === 0) return emptyChart({ text: input, shows, table });

  const top = lineHeight + 6;
  const bottom = top + plotHeight;
  const ends = all.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null));
  const y = valueScale({ kind: target.kind, domain: targetDomain(target, ends), range: [bottom, top] });
  const left = leftAxisWidth(y);
  const hasMissing = missing !== undefined && missing.n > 0;
  const right = width - (hasMissing ? 74 : 10);
  const x = valueScale({
    kind,
    domain: [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1],
    range: [left + 4, right],
    isLog: input.isLog === true && (bins[0]?.from ?? 0) > 0,
  });
  const largest = Math.max(...all.map((estimate) => estimate.n));
  const foot = bottom + 10 + rowsHeight;
  const rowsBar = (estimate: Estimate, from: number, to: number): Box => {
    const height = (rowsHeight * estimate.n) / largest;
    return { x: from, y: foot - height, width: Math.max(to - from - 1, 1), height };
  };
  const counts = barsPath(
    'count',
    bins.map((bin) => rowsBar(bin, x.at(bin.from), x.at(bin.to))),
  );
  const marks = bins.map((bin) => {
    const at = (x.at(bin.from) + x.at(bin.to)) / 2;
    return estimateMark(
      bin,
      at,
      y,
      estimateReading(formatRange(bin.from, bin.to, kind, unit), bin, target),
      'dot',
      foot,
    );
  });
  const at = width - 34;
  const apart =
    hasMissing &&
    markup`${barsPath('count', [rowsBar(missing, at - 10, at + 11)])}<g class="target">${estimateMark(missing, at, y, estimateReading('missing', missing, target), 'hollow', foot)}</g>${lineBetween('axis', at - 16, foot, at + 16, foot)}${textAt(at, foot + lineHeight, 'missing', 'middle', 'tick')}`;
  const base = y.at(target.overall);
  const body = markup`${leftAxis({ scale: y, from: left, to: width - 4, title: measureTitle(target), titleY: 13 })}${counts}${lineBetween('base', left, base, width - 4, base)}<g class="target">${pathOf('join', joined(bins, x, y))}${marks}</g>${apart}${bottomAxis({ scale: x, from: left, to: right, y: foot, title: name })}`;
  const reading = `All rows: ${formatValue(target.overall, target.kind, target.unit)}, the dashed line. The bars at the bottom are rows.`;
  return composeChart({ text: input, shows, reading, height: foot + bottomAxisHeight, body, table });
}

function estimateMark(
  estimate: Estimate,
  at: number,
  y: ValueScale,
  reading: string,
  dot: string,
  foot: number,
): Markup {
  const { value, low, high } = estimate;
  if (value === null) return groupMark(reading, lineBetween('unknown', at - 4, foot - 4, at + 4, foot - 4));
  return groupMark(
    reading,
    lineBetween('thick', at, y.at(low ?? value), at, y.at(high ?? value)),
    dotAt(dot, at, y.at(value), 4),
  );
}

/** A thin line through the values of bins that follow one another; it breaks where there is none. */
function joined(bins: TargetByBinInput['bins'], x: ValueScale, y: ValueScale): string {
  let d = '';
  for (const [i, { from, to, value }] of bins.entries()) {
    if (value === null) continue;
    const last = bins[i - 1];
    const isNext = last !== undefined && last.value !== null && last.to === from;
    const at = (x.at(from) + x.at(to)) / 2;
    d += `${isNext ? 'L' : 'M'}${coordinate(at)} ${coordinate(y.at(value))}`;
  }
  return d;
}

function tableOf({ bins, missing, kind, target }: TargetByBinInput, name: string): DataTable {
  return {
    caption: `${measureTitle(target)} by ${name}`,
    columns: [{ header: name }, ...estimateColumns(target)],
    rows: [
      ...bins.map((bin) => [formatRange(bin.from, bin.to, kind), ...estimateCells(bin, target)]),
      ...(missing === undefined ? [] : [['missing', ...estimateCells(missing, target)]]),
    ],
  };
}
