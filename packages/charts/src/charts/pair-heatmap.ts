import { formatShareOf } from '../format/format-share-of.ts';
import { formatCount, formatRange, type ValueKind } from '../format/format-value.ts';
import { textWidth } from '../format/text-width.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, fontSize, lineHeight } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { heatLegend, heatLegendHeight } from '../plot/heat-legend.ts';
import { countSteps } from '../plot/heat-steps.ts';
import { barMark, lineBetween, nameAt, textAt, widest } from '../plot/marks.ts';
import { extentOf, type ValueScale, valueScale } from '../plot/value-scale.ts';

/** One side of a joint table: a number cut at ascending edges, or levels. */
export type PairSide =
  | { readonly column: string; readonly kind: ValueKind; readonly unit?: string; readonly edges: readonly number[] }
  | { readonly column: string; readonly levels: readonly string[] };

export interface PairHeatmapInput extends ChartText {
  readonly x: PairSide;
  readonly y: PairSide;
  /** `counts[i][j]`: rows in cell i of `x` and cell j of `y`. */
  readonly counts: readonly (readonly number[])[];
  /** Cells of fewer than 5 rows that were set to 0, and their rows. */
  readonly suppressed?: { readonly cells: number; readonly rows: number };
  /** Rows where either column is missing. */
  readonly missing: number;
}

/**
 * How two columns go together: rows by cell, darker for more on light ground, each step about the same number of times
 * the one before; cells print their number where there is room. RangeError where counts and sides do not fit, or for
 * more than 60 cells a side.
 */
export function pairHeatmap(input: PairHeatmapInput): Chart {
  const { x: xSide, y: ySide, counts, suppressed, missing } = input;
  const [columns, rows] = [cellsOf(xSide), cellsOf(ySide)];
  if (counts.length !== columns || counts.some((line) => line.length !== rows))
    throw new RangeError(`counts must be ${columns} by ${rows}, as the sides are`);
  if (columns > 60 || rows > 60) throw new RangeError(`at most 60 cells a side are drawn, came ${columns} by ${rows}`);
  const width = chartWidth(input);
  const n = counts.reduce((sum, line) => sum + line.reduce((a, b) => a + b, 0), 0);
  const shows = `${ySide.column} by ${xSide.column}: rows; ${formatCount(n, 'row')}${missing > 0 ? `, ${formatCount(missing)} more with either missing` : ''}`;
  const notes =
    suppressed === undefined || suppressed.cells === 0
      ? []
      : [
          `Left empty: ${formatCount(suppressed.cells, 'cell')} of fewer than 5 rows (${formatCount(suppressed.rows, 'row')}).`,
        ];
  const table = tableOf(input, n);
  if (n === 0) return emptyChart({ text: input, shows, table, notes });

  const filled = counts.flat().filter((count) => count > 0);
  const [least, largest] = extentOf(filled);
  const steps = countSteps(least, largest);
  const top = lineHeight + 6;
  const names = 'levels' in ySide ? ySide.levels : [];
  const height = 'levels' in ySide ? Math.max(rows * 24, 60) : 200;
  const yScale =
    'levels' in ySide
      ? undefined
      : valueScale({ kind: ySide.kind, domain: ends(ySide.edges), range: [top + height, top] });
  const yTicks = yScale?.ticks(5) ?? [];
  const left =
    'levels' in ySide
      ? widest(names, width * 0.34) + 10
      : widest(
          yTicks.map(({ label }) => label),
          90,
        ) + 10;
  const right = width - 6;
  const xScale =
    'levels' in xSide ? undefined : valueScale({ kind: xSide.kind, domain: ends(xSide.edges), range: [left, right] });
  const spanX = (i: number): readonly [number, number] => span(xSide, xScale, i, left, (right - left) / columns);
  const spanY = (j: number): readonly [number, number] => {
    const [from, to] = span(ySide, yScale, j, top, height / rows);
    return from < to ? [from, to] : [to, from];
  };
  const cells = counts.flatMap((line, i) =>
    line.map((count, j) => {
      const step = steps.classOf(count);
      if (step === undefined) return undefined;
      const [x1, x2] = spanX(i);
      const [y1, y2] = spanY(j);
      const number = formatCount(count);
      const fits = x2 - x1 > textWidth(number, fontSize) + 4 && y2 - y1 >= 17;
      const box = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
      return markup`${barMark(`${step} cell-edge`, box, `${cellName(xSide, i)}; ${cellName(ySide, j)}: ${formatCount(count, 'row')} (${formatShareOf(count, n)})`)}${fits && textAt((x1 + x2) / 2, (y1 + y2) / 2 + 4.5, number, 'middle', `on-${step}`)}`;
    }),
  );
  const yLabels =
    'levels' in ySide
      ? names.map((name, j) => nameAt(0, (spanY(j)[0] + spanY(j)[1]) / 2 + 4.5, name, left - 10))
      : yTicks.map(
          ({ at, label }) =>
            markup`${lineBetween('axis', left - 4, at, left, at)}${textAt(left - 7, at + 4.5, label, 'end', 'tick')}`,
        );
  const bottom = top + height;
  const xLabels =
    xScale === undefined && 'levels' in xSide
      ? levelLabels(xSide, spanX, bottom)
      : bottomAxis({
          scale: xScale ?? valueScale({ kind: 'number', domain: [0, 1], range: [left, right] }),
          from: left,
          to: right,
          y: bottom,
          title: sideName(xSide),
        });
  const legendTop = bottom + bottomAxisHeight + 4;
  const ground = markup`<rect class="ground" x="${left}" y="${top}" width="${right - left}" height="${height}"/>`;
  const labels = steps.bounds.map((bound) => formatCount(bound));
  const body = markup`${nameAt(0, 13, sideName(ySide), width)}${ground}${yLabels}${cells}${xLabels}${heatLegend(steps, 'rows a cell, at least', labels, legendTop, width)}`;
  const reading = fullestInWords(input, n);
  return composeChart({ text: input, shows, reading, height: legendTop + heatLegendHeight, body, table, notes });
}

function cellsOf(side: PairSide): number {
  return 'levels' in side ? side.levels.length : Math.max(0, side.edges.length - 1);
}

function ends(edges: readonly number[]): readonly [number, number] {
  return [edges[0] ?? 0, edges.at(-1) ?? 1];
}

function span(
  side: PairSide,
  scale: ValueScale | undefined,
  i: number,
  start: number,
  step: number,
): readonly [number, number] {
  if ('levels' in side || scale === undefined) return [start + i * step, start + (i + 1) * step];
  return [scale.at(side.edges[i] ?? 0), scale.at(side.edges[i + 1] ?? 0)];
}

function sideName(side: PairSide): string {
  return 'levels' in side || side.unit === undefined ? side.column : `${side.column} (${side.unit})`;
}

function cellName(side: PairSide, i: number): string {
  if ('levels' in side) return `${side.column} ${side.levels[i] ?? ''}`;
  return `${side.column} ${formatRange(side.edges[i] ?? 0, side.edges[i + 1] ?? 0, side.kind, side.unit)}`;
}

/** Names of levels below their cells, cut to the room they have. */
/** A name in less room could not be told from another. */
const leastNameWidth = 34;

function levelLabels(
  side: { readonly column: string; readonly levels: readonly string[] },
  spanX: (i: number) => readonly [number, number],
  bottom: number,
): Markup {
  const [x1, x2] = spanX(0);
  // Of narrow cells every second, third, … has its name; all names are said by the cells.
  const every = Math.ceil(leastNameWidth / (x2 - x1));
  const labels = side.levels.map((level, i) => {
    const [from, to] = spanX(i);
    return i % every === 0 && nameAt((from + to) / 2, bottom + lineHeight, level, every * (x2 - x1) - 4, 'middle');
  });
  const [first] = spanX(0);
  const [, last] = spanX(side.levels.length - 1);
  return markup`${labels}${nameAt((first + last) / 2, bottom + 2 * lineHeight, side.column, last - first, 'middle')}`;
}

function fullestInWords({ x, y, counts }: PairHeatmapInput, n: number): string {
  let [bestX, bestY, most] = [0, 0, 0];
  for (const [i, line] of counts.entries())
    for (const [j, count] of line.entries()) if (count > most) [bestX, bestY, most] = [i, j, count];
  return `Most rows of one cell: ${cellName(x, bestX)} with ${cellName(y, bestY)}, ${formatShareOf(most, n)}.`;
}

/** The cells that have rows, the fullest first; the fullest hundred where there are more. */
function tableOf({ x, y, counts }: PairHeatmapInput, n: number): DataTable {
  const filled = counts
    .flatMap((line, i) => line.map((count, j) => ({ i, j, count })))
    .filter(({ count }) => count > 0);
  const shown = filled.toSorted((a, b) => b.count - a.count).slice(0, 100);
  const rest = filled.length - shown.length;
  const word = (side: PairSide, i: number): string =>
    'levels' in side ? (side.levels[i] ?? '') : formatRange(side.edges[i] ?? 0, side.edges[i + 1] ?? 0, side.kind);
  return {
    caption: `Rows by ${x.column} and ${y.column}${rest > 0 ? `: the fullest 100 of ${formatCount(filled.length, 'cell')}` : ''}`,
    columns: [
      { header: sideName(x) },
      { header: sideName(y) },
      { header: 'rows', isNumber: true },
      { header: 'share', isNumber: true },
    ],
    rows: shown.map(({ i, j, count }) => [word(x, i), word(y, j), formatCount(count), formatShareOf(count, n)]),
  };
}
