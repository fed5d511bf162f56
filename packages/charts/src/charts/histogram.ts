import { formatCount, formatValue } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth } from '../plot/axes.ts';
import type { Chart } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { legend } from '../plot/legend.ts';
import { barMark, lineBetween, pathOf, rectangle, textAt } from '../plot/marks.ts';
import { roundExtent, valueScale } from '../plot/value-scale.ts';
import type { Bin, HistogramInput } from './histogram-input.ts';
import { type SideBar, sideBars, sideMark, sideRooms } from './histogram-sides.ts';
import { axisTitle, binReading, histogramRows, histogramTable, spreadInWords } from './histogram-words.ts';

const plotHeight = 120;
/** A few bins are not blown up to the whole width. */
const widestBar = 80;

/**
 * How a column is spread: bars from zero over bins, what lies beyond them and what is missing as bars of their own, a
 * second sample as an outline. Bins of unequal width are drawn by density, so that areas stay proportional to rows.
 * RangeError for bins out of order, more than 200 of them, or a reference with another number of bins.
 */
export function histogram(input: HistogramInput): Chart {
  const { bins, kind, unit, column, reference, missing } = input;
  checkBins(input);
  const width = chartWidth(input);
  const [rows, total] = histogramRows(input);
  const name = axisTitle(column, unit);
  const table = histogramTable(input);
  const shows = `${name}; ${formatCount(rows, 'row')}, ${formatCount(missing)} missing`;
  if (rows + total === 0) return emptyChart({ text: input, shows, table });

  // Beside a reference heights are shares of each sample's rows, else rows.
  const own = (count: number): number => (reference === undefined ? count : rows === 0 ? 0 : count / rows);
  const second = (count: number): number => (total === 0 ? 0 : count / total);
  const typical = typicalWidth(bins);
  const density = (bin: Bin): number => (isUneven(bins) ? Math.min(typical / widthOf(bin), 1e9) : 1);
  const heights = bins.map((bin) => own(bin.count) * density(bin));
  const outline = bins.map((bin, i) => second(reference?.counts[i] ?? 0) * density(bin));
  const [before, after] = sideBars(input, rows);
  const top = topOf([...heights, ...outline], [...before, ...after], own, second);

  const key = reference === undefined ? undefined : sampleLegend(input.label ?? 'these rows', reference.label, width);
  const titleTop = key === undefined ? 0 : lineHeight + 2;
  const lines = (input.lines ?? []).filter(
    ({ value }) => value >= (bins[0]?.from ?? 0) && value <= (bins.at(-1)?.to ?? 0),
  );
  // A line for the title of the axis, and one for what stands above the tallest bars.
  const plotTop = titleTop + 2 * lineHeight + (lines.length > 0 ? 4 : 0);
  const plotBottom = plotTop + plotHeight;
  const y = valueScale({
    kind: reference === undefined ? 'integer' : 'share',
    domain: top > 0 ? roundExtent([0, top]) : [0, 1],
    range: [plotBottom, plotTop],
  });
  const left = leftAxisWidth(y);
  const [beforeRooms, afterRooms] = [sideRooms(before), sideRooms(after)];
  const from = left + sum(beforeRooms);
  const to = Math.min(width - 8 - sum(afterRooms), from + bins.length * widestBar);
  // The bar of one number stands over it, not beside it.
  const shift = input.isOneNumberABin === true ? 0.5 : 0;
  const domain = [(bins[0]?.from ?? 0) - shift, (bins.at(-1)?.to ?? 1) - shift] as const;
  const scale = valueScale({ kind, domain, range: [from, to] });
  const x = { ...scale, edge: (value: number): number => scale.at(value - shift) };

  const bars = bins.map((bin, i) => {
    const [x1, x2] = [x.edge(bin.from), x.edge(bin.to)];
    const gap = x2 - x1 > 4 ? 1 : x2 - x1 > 2 ? 0.5 : 0;
    // What is there is seen: a bar of few rows beside many is at least a hair high.
    const height = bin.count > 0 ? Math.max(plotBottom - y.at(heights[i] ?? 0), 1) : 0;
    return barMark(
      'bar',
      { x: x1, y: plotBottom - height, width: x2 - x1 - gap, height },
      binReading(input, i, rows, total),
    );
  });
  const sides = [...placed(before, beforeRooms, left, -6), ...placed(after, afterRooms, to, 6)].map(({ bar, at }) =>
    sideMark(bar, {
      at,
      value: own(bar.count),
      reference: reference === undefined ? undefined : second(bar.reference),
      y,
      plotTop,
    }),
  );
  const hidden = input.hidden ?? 0;
  const notes =
    hidden > 0
      ? [`${formatCount(hidden)} ${hidden === 1 ? 'row' : 'rows'} in bins of too few rows are not drawn.`]
      : [];
  const body = markup`${key}${leftAxis({ scale: y, from: left, to: Math.max(to + sum(afterRooms), left), title: heightTitle(input, typical), titleY: titleTop + 13 })}${bars}${
    reference !== undefined && pathOf('base', outlinePath(bins, outline, x.edge, y.at))
  }${sides}${lines.map(({ value, label }) => lineMark(x.at(value), label, plotTop, plotBottom, from, to))}${
    bins.length > 0 && bottomAxis({ scale: x, from, to, y: plotBottom, title: name })
  }`;
  return composeChart({
    text: input,
    shows,
    reading: spreadInWords(input, rows),
    height: plotBottom + bottomAxisHeight,
    body,
    table,
    notes,
  });
}

function checkBins({ bins, reference }: HistogramInput): void {
  if (bins.length > 200) throw new RangeError(`at most 200 bins are drawn, came ${bins.length}`);
  for (const [i, { from, to, count }] of bins.entries()) {
    if (!(from < to) || !(count >= 0) || from < (bins[i - 1]?.to ?? -Infinity))
      throw new RangeError(`bins ascend and do not overlap; bin ${i} is ${from} to ${to} with ${count} rows`);
  }
  if (reference !== undefined && reference.counts.length !== bins.length)
    throw new RangeError(`the reference has ${reference.counts.length} counts for ${bins.length} bins`);
}

/** Finite, also where the distance of two huge numbers is not. */
function widthOf({ from, to }: Bin): number {
  return Math.min(to - from, Number.MAX_VALUE);
}

/** Months and years count as equal. */
function isUneven(bins: readonly Bin[]): boolean {
  const widths = bins.map(widthOf);
  return Math.max(...widths) > 1.2 * Math.min(...widths);
}

function typicalWidth(bins: readonly Bin[]): number {
  const widths = bins.map(widthOf).sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 1;
}

/** The height of the axis. A bar beside the bins that would flatten them is cut off with a torn end and its number. */
function topOf(
  heights: readonly number[],
  sides: readonly SideBar[],
  own: (count: number) => number,
  second: (count: number) => number,
): number {
  const tallest = Math.max(0, ...heights);
  const whole = Math.max(tallest, ...sides.flatMap(({ count, reference }) => [own(count), second(reference)]));
  return tallest > 0 && whole > 2 * tallest ? tallest * 1.15 : whole;
}

function placed(
  bars: readonly SideBar[],
  rooms: readonly number[],
  start: number,
  shift: number,
): readonly { readonly bar: SideBar; readonly at: number }[] {
  return bars.map((bar, i) => ({ bar, at: start + sum(rooms.slice(0, i)) + (rooms[i] ?? 0) / 2 + shift }));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function sampleLegend(label: string, reference: string, width: number): Markup {
  const bar = (x: number, y: number): Markup => rectangle('bar', { x, y: y + 4, width: 18, height: 10 });
  const line = (x: number, y: number): Markup => lineBetween('base', x, y + 9, x + 20, y + 9);
  return legend(
    [
      { label, key: bar },
      { label: reference, key: line },
    ],
    0,
    width,
  );
}

function heightTitle({ reference, bins, unit, kind }: HistogramInput, typical: number): string {
  const what = reference === undefined ? 'rows' : 'share of rows';
  if (!isUneven(bins)) return what;
  const isTime = kind === 'date' || kind === 'instant';
  return isTime ? `${what} a bin, by density` : `${what} per ${formatValue(typical, 'number', unit)}`;
}

function lineMark(at: number, label: string, top: number, bottom: number, from: number, to: number): Markup {
  const third = (to - from) / 3;
  const anchor = at < from + third ? 'start' : at > to - third ? 'end' : 'middle';
  return markup`${lineBetween('mark-line', at, top - 2, at, bottom)}${textAt(at, top - 6, label, anchor, 'halo')}`;
}

function outlinePath(
  bins: readonly Bin[],
  heights: readonly number[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const round = (value: number): number => Math.round(value * 10) / 10;
  let d = '';
  for (const [i, bin] of bins.entries()) {
    const height = round(y(heights[i] ?? 0));
    const isNext = i > 0 && bins[i - 1]?.to === bin.from;
    d += isNext ? `V${height}` : `M${round(x(bin.from))} ${round(y(0))}V${height}`;
    d += `H${round(x(bin.to))}`;
    if (bins[i + 1]?.from !== bin.to) d += `V${round(y(0))}`;
  }
  return d;
}
