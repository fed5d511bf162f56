import {
  type Chart,
  figure,
  figureGrid,
  formatCount,
  formatValue,
  type Markup,
  markup,
  tableMarkup,
} from '@tend/charts';
import type { ColumnOverTime, TimeBehaviour } from '@tend/learn';
import type { ReportData } from './report-data.ts';
import { rowsChart, seriesChart, targetOverTimeChart } from './time-charts.ts';

const mostSeries = 8;
const mostDrift = 12;

/** How rows, target and columns behave over time. Undefined without a column of times. */
export function timeSection({ exploration, target }: ReportData): Markup | undefined {
  const { timeBehaviour: time, time: rate, positives = 0, known } = exploration;
  if (time === undefined) return undefined;
  const told = time.series
    .filter((one) => !one.isCalendarPart && weightOf(one, time) > 0)
    .toSorted((a, b) => weightOf(b, time) - weightOf(a, time));
  const target_ = time.target === undefined ? undefined : seriesChart(time, time.target, target);
  const first: readonly Chart[] = [
    rowsChart(time),
    ...(rate !== undefined && known > 0
      ? [targetOverTimeChart(rate, positives / known)]
      : target_ === undefined
        ? []
        : [target_]),
  ];
  const found = time.isFound
    ? `No column of time was named: the rows are followed along ${time.column}.`
    : `Rows are followed along ${time.column}, by ${time.unit} (UTC).`;
  const outside =
    time.unknown + time.outside > 0
      ? ` ${formatCount(time.unknown)} rows have no time, ${formatCount(time.outside)} lie outside of what is drawn.`
      : '';
  const drift = time.drift
    .filter(({ pValue }) => pValue <= time.bounds.drift)
    .toSorted((a, b) => b.stabilityIndex - a.stabilityIndex);
  return markup`<p class="stated">${found}${outside}</p>${figureGrid(first.map((chart) => figure(chart, { isTableLeftOut: true })))}${
    told.length > 0 &&
    markup`<h3>Columns that move</h3>${figureGrid(told.slice(0, mostSeries).map((one) => figure(seriesChart(time, one, target), { isTableLeftOut: true })))}`
  }${told.length > mostSeries && markup`<p class="stated cut">${formatCount(told.length - mostSeries)} more columns move; their sections show it.</p>`}${
    drift.length > 0 &&
    tableMarkup({
      caption: 'Columns that differ between the first and the last third of the times',
      columns: [
        { header: 'column' },
        { header: 'stability index', isNumber: true },
        { header: 'distance', isNumber: true },
        { header: 'rows first', isNumber: true },
        { header: 'rows last', isNumber: true },
      ],
      rows: drift
        .slice(0, mostDrift)
        .map(({ column, stabilityIndex, distance, first: before, last }) => [
          column,
          formatValue(stabilityIndex, 'number'),
          formatValue(distance, 'number'),
          formatCount(before),
          formatCount(last),
        ]),
    })
  }`;
}

function weightOf({ trend, changes, seasons }: ColumnOverTime, { bounds }: TimeBehaviour): number {
  const change = changes.some(({ pValue }) => pValue <= bounds.change) ? 4 : 0;
  const steady = trend !== undefined && trend.pValue <= bounds.trend ? 2 + Math.abs(trend.tau) : 0;
  const season = Math.max(0, ...seasons.filter(({ pValue }) => pValue <= bounds.season).map(({ share }) => share));
  return change + steady + (season >= 0.02 ? season : 0);
}
