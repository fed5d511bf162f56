import { formatCount, formatValue } from '../format/format-value.ts';
import { textWidth } from '../format/text-width.ts';
import { markup } from '../markup/markup.ts';
import { bottomAxis, bottomAxisHeight } from '../plot/axes.ts';
import type { Chart, ChartText, DataTable } from '../plot/chart.ts';
import { chartWidth, composeChart, fontSize } from '../plot/compose-chart.ts';
import { emptyChart } from '../plot/empty-chart.ts';
import { heatLegend, heatLegendHeight } from '../plot/heat-legend.ts';
import { shareSteps } from '../plot/heat-steps.ts';
import { barMark, hatching, nameAt, textAt, widest } from '../plot/marks.ts';
import { periodText } from '../plot/period-text.ts';
import { valueScale } from '../plot/value-scale.ts';

export interface MissingOverTimeInput extends ChartText {
  readonly kind: 'date' | 'instant';
  /** The column of time. */
  readonly axis: string;
  readonly periods: readonly { readonly start: number; readonly end: number; readonly n: number }[];
  /** The share of missing rows by period; null where a period has too few rows. At most 40. */
  readonly columns: readonly { readonly column: string; readonly shares: readonly (number | null)[] }[];
}

const rowHeight = 24;

/** Where missing values come and go: a row for each column, a cell for each period, darker for more missing. */
export function missingOverTime(input: MissingOverTimeInput): Chart {
  const { kind, axis, periods, columns } = input;
  if (columns.length > 40) throw new RangeError(`at most 40 columns are drawn, came ${columns.length}`);
  const width = chartWidth(input);
  const n = periods.reduce((sum, period) => sum + period.n, 0);
  const shows = `share missing by ${axis}; ${formatCount(n, 'row')} in ${formatCount(periods.length, 'period')}`;
  const table = tableOf(input);
  if (periods.length === 0 || columns.length === 0)
    return emptyChart({ text: input, shows, table }, 'no periods', 'There is nothing to draw.');

  const steps = shareSteps();
  const left =
    widest(
      columns.map(({ column }) => column),
      width * 0.36,
    ) + 10;
  const right = width - 6;
  const x = valueScale({ kind, domain: [periods[0]?.start ?? 0, periods.at(-1)?.end ?? 1], range: [left, right] });
  const bottom = columns.length * rowHeight + 4;
  const rows = columns.map(({ column, shares }, i) => {
    const y = 2 + i * rowHeight;
    const cells = periods.map((period, j) => {
      const share = shares[j] ?? null;
      const box = { x: x.at(period.start), y, width: x.at(period.end) - x.at(period.start), height: rowHeight - 2 };
      const reading = `${column}, ${periodText(period, kind)}: ${share === null ? 'too few rows' : `${formatValue(share, 'share')} missing`}, ${formatCount(period.n, 'row')}`;
      if (share === null) return markup`${barMark('empty', box, reading)}${hatching(box)}`;
      // No missing value at all is no step of "a little missing".
      const step = share === 0 ? 'ground' : (steps.classOf(share) ?? '');
      const text = share < 0.01 ? '<1%' : `${Math.round(share * 100)}%`;
      const fits = share > 0 && box.width > textWidth(text, fontSize) + 4;
      return markup`${barMark(`${step} cell-edge`, box, reading)}${fits && textAt(box.x + box.width / 2, y + 15.5, text, 'middle', `on-${step}`)}`;
    });
    return markup`${nameAt(0, y + 15.5, column, left - 10)}${cells}`;
  });
  const legendTop = bottom + bottomAxisHeight + 4;
  const labels = steps.bounds.map((bound, i) => (i === 0 ? 'some' : `${Math.round(bound * 100)}%`));
  const body = markup`${rows}${bottomAxis({ scale: x, from: left, to: right, y: bottom, title: axis })}${heatLegend(steps, 'share missing, at least', labels, legendTop, width)}`;
  return composeChart({ text: input, shows, reading: '', height: legendTop + heatLegendHeight, body, table });
}

function tableOf({ columns, periods, kind, axis }: MissingOverTimeInput): DataTable {
  const shown = columns.slice(0, 12);
  const rest = columns.length - shown.length;
  return {
    caption: `Share missing by ${axis}${rest > 0 ? `; without ${formatCount(rest, 'further column')} of the drawing` : ''}`,
    columns: [
      { header: axis },
      { header: 'rows', isNumber: true },
      ...shown.map(({ column }) => ({ header: column, isNumber: true })),
    ],
    rows: periods.map((period, i) => [
      periodText(period, kind),
      formatCount(period.n),
      ...shown.map(({ shares }) => {
        const share = shares[i] ?? null;
        return share === null ? 'too few rows' : formatValue(share, 'share');
      }),
    ]),
  };
}
