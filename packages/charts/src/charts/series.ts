import { formatCount, formatRange, formatValue, type ValueKind } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight, leftAxis, leftAxisWidth } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { bandPath, type LinePoint, linePath } from '../plot/line-path.ts';
import {
  type Box,
  barsPath,
  dotAt,
  groupMark,
  hatching,
  lineBetween,
  markerAt,
  nameAt,
  pathOf,
  rectangle,
  textAt,
  widest,
} from '../plot/marks.ts';
import { periodText } from '../plot/period-text.ts';
import { extentOf, roundExtent, type ValueScale, valueScale } from '../plot/value-scale.ts';

/** A period from `start` to before `end`, with a value that is null where there is none. */
export interface SeriesPoint {
  readonly start: number;
  readonly end: number;
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly n?: number;
}

export interface SeriesInput extends ChartText {
  /** Of the axis along which it runs. */
  readonly kind: ValueKind;
  readonly axis: string;
  readonly value: {
    readonly label: string;
    readonly kind: 'number' | 'integer' | 'share';
    readonly unit?: string;
    readonly isFromZero?: boolean;
  };
  /** One to five, the most important first. */
  readonly series: readonly { readonly label: string; readonly points: readonly SeriesPoint[] }[];
  /** Confidence of the intervals, where points have them. */
  readonly confidence?: number;
  /** Stretches without data, hatched. */
  readonly gaps?: readonly { readonly from: number; readonly to: number }[];
  /** Where something changed, with a word for it. */
  readonly changes?: readonly { readonly at: number; readonly label: string }[];
  /** The value over all rows, as a dashed line. */
  readonly overall?: number;
  /** What is usual, as a grey band across: of a reference sample. */
  readonly usual?: { readonly low: number; readonly high: number; readonly label: string };
  /** The lines are a target's; they have its colour. */
  readonly isTarget?: boolean;
}

const plotHeight = 130;
const rowsHeight = 24;

/**
 * Values by period: up to five lines with their bands, labelled at their ends, gaps hatched, changes marked, and the
 * rows of each period as bars below where the first series counts them. A line breaks where there is no value.
 * RangeError for more than five series or none, or for more than 2,000 points: longer periods tell them as well.
 */
export function series(input: SeriesInput): Chart {
  const { kind, axis, value, gaps = [], changes = [], overall, usual, confidence } = input;
  if (input.series.length < 1 || input.series.length > 5)
    throw new RangeError(`one to five series are drawn, came ${input.series.length}`);
  const width = chartWidth(input);
  const [first] = input.series;
  const points = input.series.flatMap((each) => each.points);
  if (points.length > 2000)
    throw new RangeError(`at most 2,000 points are drawn, came ${points.length}: take longer periods`);
  const n = first?.points.reduce((sum, point) => sum + (point.n ?? 0), 0) ?? 0;
  const valueName = value.unit === undefined ? value.label : `${value.label} (${value.unit})`;
  const bands = confidence === undefined ? '' : `, with ${formatValue(confidence, 'share')} intervals`;
  const shows = `${valueName} by ${axis}${bands}${n > 0 ? `; ${formatCount(n, 'row')}` : ''}`;
  const table = tableOf(input, valueName);
  const known = points.flatMap((point) =>
    [point.value, point.low, point.high].filter((each) => typeof each === 'number'),
  );
  if (known.length === 0) return emptyChart({ text: input, shows, table }, 'no values', 'There is no value to draw.');

  const top = lineHeight + 8 + (changes.length > 0 || usual !== undefined ? lineHeight : 0);
  const bottom = top + plotHeight;
  const extent = extentOf([
    ...known,
    ...(overall === undefined ? [] : [overall]),
    ...(usual === undefined ? [] : [usual.low, usual.high]),
    ...(value.isFromZero === true ? [0] : []),
  ]);
  const round = roundExtent(extent);
  const domain: readonly [number, number] =
    value.kind === 'share' ? [Math.max(0, round[0]), Math.min(Math.max(1, extent[1]), round[1])] : round;
  const y = valueScale({ kind: value.kind, domain, range: [bottom, top] });
  const left = leftAxisWidth(y);
  const isLabelled = input.series.length > 1;
  const right =
    width -
    10 -
    (isLabelled
      ? widest(
          input.series.map(({ label }) => label),
          width * 0.25,
        ) + 8
      : 0);
  const hasRows = n > 0;
  const foot = hasRows ? bottom + 10 + rowsHeight : bottom;
  const x = valueScale({
    kind,
    domain: [Math.min(...points.map(({ start }) => start)), Math.max(...points.map(({ end }) => end))],
    range: [left + 4, right],
  });

  const lines = input.series.map((each, i) => {
    const placed = each.points.map((point) => place(point, x, y));
    const marks = each.points.map((point, at) => pointMark(input, each.label, point, placed[at], i));
    return markup`<g class="s${i + 1}${input.isTarget === true ? ' target' : ''}">${pathOf('band', bandPath(placed))}${pathOf('line', linePath(placed))}${marks}</g>`;
  });
  const body = markup`${leftAxis({ scale: y, from: left, to: right, title: valueName, titleY: 13 })}${
    usual !== undefined && usualBand(usual, left, right, y, top)
  }${gaps.map((gap) => gapMark(gap, x, top, foot, kind))}${
    hasRows && first !== undefined && rowBars(first.points, x, foot)
  }${changeMarks(changes, x, { top, bottom, from: left, to: right })}${overall !== undefined && lineBetween('base', left, y.at(overall), right, y.at(overall))}${lines}${isLabelled && endLabels(input, x, y, right + 8, width)}${bottomAxis({ scale: x, from: left, to: right, y: foot, title: axis })}`;
  return composeChart({ text: input, shows, reading: inWords(input), height: foot + bottomAxisHeight, body, table });
}

function place(point: SeriesPoint, x: ValueScale, y: ValueScale): LinePoint {
  const at = (x.at(point.start) + x.at(point.end)) / 2;
  const placed = (value: number | null | undefined): number | null => (typeof value === 'number' ? y.at(value) : null);
  return { x: at, y: placed(point.value), low: placed(point.low), high: placed(point.high) };
}

/** Dots where there is room for them; else marks that show only when pointed at or walked to. */
function pointMark(
  input: SeriesInput,
  label: string,
  point: SeriesPoint,
  placed: LinePoint | undefined,
  index: number,
): Markup | undefined {
  if (placed === undefined || placed.y === null) return undefined;
  const reading = pointReading(input, label, point);
  const isDense = (input.series[index]?.points.length ?? 0) > 40;
  return groupMark(reading, isDense ? dotAt('hit', placed.x, placed.y, 4) : markerAt(index, placed.x, placed.y));
}

function pointReading({ kind, value, series: all, axis }: SeriesInput, label: string, point: SeriesPoint): string {
  const when = periodText(point, kind);
  const who = all.length > 1 ? `${label}, ` : '';
  const interval =
    typeof point.low === 'number' && typeof point.high === 'number'
      ? ` (${formatRange(point.low, point.high, value.kind, value.unit)})`
      : '';
  const rows = point.n === undefined ? '' : `, ${formatCount(point.n, 'row')}`;
  const what = point.value === null ? 'no value' : formatValue(point.value, value.kind, value.unit);
  return `${who}${kind === 'date' || kind === 'instant' ? '' : `${axis} `}${when}: ${what}${interval}${rows}`;
}

function usualBand(
  usual: { low: number; high: number; label: string },
  left: number,
  right: number,
  y: ValueScale,
  top: number,
): Markup {
  const box = { x: left, y: y.at(usual.high), width: right - left, height: y.at(usual.low) - y.at(usual.high) };
  const key = { x: left, y: top - lineHeight - 2, width: 18, height: 10 };
  return markup`${rectangle('band', box)}${rectangle('band', key)}${textAt(left + 24, top - lineHeight + 7, usual.label, 'start', 'quiet')}`;
}

function gapMark(
  gap: { from: number; to: number },
  x: ValueScale,
  top: number,
  bottom: number,
  kind: ValueKind,
): Markup {
  const box = { x: x.at(gap.from), y: top, width: x.at(gap.to) - x.at(gap.from), height: bottom - top };
  return markup`${groupMark(`no data: ${periodText({ start: gap.from, end: gap.to }, kind)}`, rectangle('hit', box), hatching(box))}`;
}

function rowBars(points: readonly SeriesPoint[], x: ValueScale, foot: number): Markup {
  const largest = Math.max(1, ...points.map(({ n = 0 }) => n));
  const boxes = points.map(({ start, end, n = 0 }): Box => {
    const height = (rowsHeight * n) / largest;
    return { x: x.at(start), y: foot - height, width: Math.max(x.at(end) - x.at(start) - 0.5, 0.5), height };
  });
  return barsPath('count', boxes);
}

interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
}

/** Labels of changes stand in one line above the marks; one without room keeps its line and its reading. */
function changeMarks(
  changes: readonly { readonly at: number; readonly label: string }[],
  x: ValueScale,
  { top, bottom, from, to }: Frame,
): Markup {
  let free = from;
  return markup`${changes
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, label }) => {
      const place = x.at(at);
      const room = widest([label], 120);
      const start = Math.min(Math.max(place - room / 2, free), to - room);
      const fits = start >= free && Math.abs(start + room / 2 - place) < room;
      if (fits) free = start + room + 10;
      return groupMark(
        `change: ${label}`,
        lineBetween('mark-line', place, top - 3, place, bottom),
        fits && nameAt(start, top - 8, label, 120),
      );
    })}`;
}

/** Labels at the ends of lines, moved apart where they would cover each other. */
function endLabels(input: SeriesInput, x: ValueScale, y: ValueScale, at: number, width: number): Markup {
  const ends = input.series
    .map(({ label, points }, i) => {
      const last = points.findLast(({ value }) => value !== null);
      return {
        label,
        i,
        y: last?.value === null || last === undefined ? y.at(y.low) : y.at(last.value),
        x: last === undefined ? at : x.at(last.end),
      };
    })
    .sort((a, b) => a.y - b.y);
  let free = -Infinity;
  return markup`${ends.map(({ label, i, y: wanted }) => {
    const place = Math.max(wanted, free);
    free = place + lineHeight - 1;
    return markup`<g class="s${i + 1}">${lineBetween('line', at - 6, place, at + 10, place)}${markerAt(i, at + 2, place)}</g>${nameAt(at + 14, place + 4.5, label, width - at - 14)}`;
  })}`;
}

function inWords({ series: all, value, kind }: SeriesInput): string {
  return all
    .map(({ label, points }) => {
      const known = points.filter((point) => point.value !== null);
      const [from] = known;
      const to = known.at(-1);
      if (from === undefined || to === undefined) return `${label}: no value.`;
      const text = (point: SeriesPoint): string =>
        `${formatValue(point.value ?? 0, value.kind, value.unit)} in ${periodText(point, kind)}`;
      return `${label}: from ${text(from)} to ${text(to)}.`;
    })
    .join(' ');
}

function tableOf({ series: all, kind, axis, value }: SeriesInput, valueName: string): DataTable {
  const hasBand = all.some(({ points }) => points.some(({ low }) => typeof low === 'number'));
  const hasRows = all.some(({ points }) => points.some(({ n }) => n !== undefined));
  const headers = [valueName, ...(hasBand ? ['interval'] : []), ...(hasRows ? ['rows'] : [])];
  return {
    caption: `${valueName} by ${axis}`,
    columns: [
      ...(all.length > 1 ? [{ header: 'series' }] : []),
      { header: axis },
      ...headers.map((header) => ({ header, isNumber: true })),
    ],
    rows: all.flatMap(({ label, points }) =>
      points.map((point) => [
        ...(all.length > 1 ? [label] : []),
        periodText(point, kind),
        point.value === null ? 'none' : formatValue(point.value, value.kind),
        ...(hasBand
          ? [
              typeof point.low === 'number' && typeof point.high === 'number'
                ? formatRange(point.low, point.high, value.kind)
                : '',
            ]
          : []),
        ...(hasRows ? [point.n === undefined ? '' : formatCount(point.n)] : []),
      ]),
    ),
  };
}
