import { type Chart, series } from '@tend/charts';
import type { SeriesOverTime, TargetOverTime, TimeBehaviour } from '@tend/learn';
import { periodBounds, periodKind } from './period-bounds.ts';
import type { ReportTarget } from './report-data.ts';

/** Rows by calendar period, with the periods that have none. */
export function rowsChart(time: TimeBehaviour): Chart {
  const { column, unit, periods, rows, gaps } = time;
  return series({
    title:
      gaps.length === 0
        ? `Rows by ${unit}`
        : `Rows by ${unit}: ${gaps.length === 1 ? 'a stretch has' : `${gaps.length} stretches have`} none`,
    kind: periodKind(unit),
    axis: column,
    value: { label: 'rows', kind: 'integer', isFromZero: true },
    series: [
      { label: 'rows', points: periods.map((name, i) => ({ ...periodBounds(name, unit), value: rows[i] ?? null })) },
    ],
    gaps: gaps.map(({ from, to }) => ({ from: periodBounds(from, unit).start, to: periodBounds(to, unit).end })),
  });
}

/** The mean of a column of numbers, or of the target, by calendar period, with the changes that are beyond noise. */
export function seriesChart(
  time: TimeBehaviour,
  followed: SeriesOverTime,
  target: ReportTarget | null,
  title?: string,
): Chart {
  const { column, unit, periods, bounds } = time;
  const isTarget = followed.column === 'target';
  const isShare = isTarget && target?.type === 'binary';
  const name = isTarget ? (isShare ? 'share positive' : `mean ${target?.name ?? 'target'}`) : `mean ${followed.column}`;
  const changes = followed.changes.filter(({ pValue }) => pValue <= bounds.change);
  return series({
    title: title ?? seriesSentence(followed, name, time),
    kind: periodKind(unit),
    axis: column,
    value: { label: name, kind: isShare ? 'share' : 'number' },
    series: [
      {
        label: isTarget ? name : followed.column,
        points: periods.map((period, i) => ({
          ...periodBounds(period, unit),
          value: followed.means[i] ?? null,
          n: followed.rows[i] ?? 0,
        })),
      },
    ],
    changes: changes.map(({ period }) => ({ at: periodBounds(period, unit).start, label: 'change' })),
    isTarget,
  });
}

/** The share of positives by period with its intervals. */
export function targetOverTimeChart(
  { column, unit, periods, n }: TargetOverTime,
  overall: number,
  title?: string,
): Chart {
  return series({
    title: title ?? `The share positive by ${unit}`,
    subtitle: `${n.toLocaleString('en-US')} rows of known outcome`,
    kind: 'date',
    axis: column,
    value: { label: 'share positive', kind: 'share' },
    series: [
      {
        label: 'share positive',
        points: periods.map(({ period, rate, low, high, n: rows }) => ({
          ...periodBounds(period, unit),
          // Fewer than five rows are not drawn.
          ...(rows < 5 ? { value: null, low: null, high: null, n: 0 } : { value: rate, low, high, n: rows }),
        })),
      },
    ],
    confidence: 0.95,
    overall,
    isTarget: true,
  });
}

function seriesSentence(
  { trend, changes, seasons }: SeriesOverTime,
  name: string,
  { bounds, unit }: TimeBehaviour,
): string {
  const what = `The ${name}`;
  const change = changes.find(({ pValue }) => pValue <= bounds.change);
  if (change !== undefined) return `${what} changes its level in ${change.period}`;
  if (trend !== undefined && trend.pValue <= bounds.trend)
    return `${what} ${trend.slope > 0 ? 'rises' : 'falls'} over time`;
  const season = seasons.find(({ pValue }) => pValue <= bounds.season);
  return season === undefined ? `${what} by ${unit}` : `${what} differs by ${season.cycle}`;
}
