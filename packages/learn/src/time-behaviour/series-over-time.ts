import type { Cycle, CycleCells } from './calendar-cycle-cells.ts';
import { type ChangePoint, changePoints } from './change-points.ts';
import { leastRowsShown, type Periods } from './periods.ts';
import { type Season, seasonOf } from './season-of.ts';
import { type Stationarity, stationarity } from './stationarity.ts';
import { type SeriesTrend, trendOf } from './trend-of.ts';

/** A column of numbers, or the target, by calendar period: lists run along the periods. */
export interface SeriesOverTime {
  /** `target` for the target. */
  readonly column: string;
  readonly n: number;
  /** Rows with a value in each period, and their mean; null for fewer than 5. */
  readonly rows: readonly (number | null)[];
  readonly means: readonly (number | null)[];
  /** The share of the variance of single values that the period accounts for. */
  readonly betweenPeriods: number;
  /** The cycles whose means by place were taken out before trend, changes and level were judged. */
  readonly adjusted: readonly Cycle[];
  /** A step is one period. */
  readonly trend?: SeriesTrend;
  readonly seasons: readonly Season[];
  readonly changes: readonly (ChangePoint & { readonly period: string })[];
  readonly stationarity?: Stationarity;
}

/** A cycle that is judged beyond chance is taken out, so that a summer is no change. */
const seasonal = 0.01;

/** The behaviour of values, one a row, NaN for missing, over the periods and cycles of the same rows. */
export function seriesOverTime(
  column: string,
  values: Float64Array,
  periods: Periods,
  cycles: readonly CycleCells[],
): SeriesOverTime {
  const seasons = cycles.flatMap((cells) => seasonOf(values, cells) ?? []);
  const taken = seasons.filter(({ cycle, pValue }) => pValue < seasonal && isCoarser(cycle, periods.unit));
  const { rows, means } = meansByPeriod(values, periods);
  const adjusted = adjustedMeans(values, periods, cycles, taken);
  const kept: number[] = [];
  const times: number[] = [];
  for (let place = 0; place < periods.count; place++) {
    if ((rows[place] as number) < leastRowsShown) continue;
    kept.push(adjusted[place] as number);
    times.push(place);
  }
  const series = Float64Array.from(kept);
  const trend = trendOf(series, Int32Array.from(times));
  const level = stationarity(series);
  const changes = changePoints(series).map((change) => {
    const place = times[change.place] ?? 0;
    return { ...change, place, period: periods.names[place] ?? '' };
  });
  const shown = (place: number): boolean => (rows[place] as number) >= leastRowsShown;
  return {
    column,
    n: rows.reduce((sum, count) => sum + count, 0),
    rows: Array.from(rows, (count, place) => (shown(place) || count === 0 ? count : null)),
    means: Array.from(means, (mean, place) => (shown(place) ? mean : null)),
    betweenPeriods: shareBetween(values, periods, rows, means),
    adjusted: taken.map(({ cycle }) => cycle),
    ...(trend === undefined ? {} : { trend }),
    seasons,
    changes,
    ...(level === undefined ? {} : { stationarity: level }),
  };
}

/** Within an hour or a year there is no place of a cycle that could move its mean. */
function isCoarser(cycle: Cycle, unit: Periods['unit']): boolean {
  if (unit === 'hour') return true;
  if (cycle === 'hour' || unit === 'year') return false;
  return cycle === 'month' || unit === 'day';
}

function meansByPeriod(values: Float64Array, periods: Periods): { rows: Float64Array; means: Float64Array } {
  const [rows, sums] = [new Float64Array(periods.count), new Float64Array(periods.count)];
  for (let i = 0; i < values.length; i++) {
    const place = periods.placeOf[i] as number;
    const value = values[i] as number;
    if (place < 0 || Number.isNaN(value)) continue;
    rows[place] = (rows[place] as number) + 1;
    sums[place] = (sums[place] as number) + value;
  }
  return { rows, means: sums.map((sum, place) => sum / (rows[place] as number)) };
}

function shareBetween(values: Float64Array, periods: Periods, rows: Float64Array, means: Float64Array): number {
  let n = 0;
  let centre = 0;
  for (let place = 0; place < rows.length; place++) {
    if (rows[place] === 0) continue;
    n += rows[place] as number;
    centre += ((means[place] as number) - centre) * ((rows[place] as number) / n);
  }
  let between = 0;
  let all = 0;
  for (let place = 0; place < rows.length; place++)
    if ((rows[place] as number) > 0) between += (rows[place] as number) * ((means[place] as number) - centre) ** 2;
  for (let i = 0; i < values.length; i++)
    if ((periods.placeOf[i] as number) >= 0 && !Number.isNaN(values[i])) all += ((values[i] as number) - centre) ** 2;
  return all > 0 ? Math.min(1, between / all) : 0;
}

/** Means of what is left when each value has lost what its place in the cycles has more than the average. */
function adjustedMeans(
  values: Float64Array,
  periods: Periods,
  cycles: readonly CycleCells[],
  seasons: readonly Season[],
): Float64Array {
  let rest = values;
  for (const { cycle } of seasons) {
    const cells = cycles.find((one) => one.cycle === cycle);
    if (cells !== undefined) rest = withoutPlaces(rest, cells);
  }
  return meansByPeriod(rest, periods).means;
}

function withoutPlaces(values: Float64Array, { length, cellOf }: CycleCells): Float64Array {
  const [sums, counts] = [new Float64Array(length), new Float64Array(length)];
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const place = (cellOf[i] as number) % length;
    if (place < 0 || Number.isNaN(value)) continue;
    sums[place] = (sums[place] as number) + value;
    counts[place] = (counts[place] as number) + 1;
    sum += value;
    n++;
  }
  const surplus = sums.map((total, place) =>
    (counts[place] as number) > 0 ? total / (counts[place] as number) - sum / n : 0,
  );
  return values.map((value, i) => value - (surplus[Math.max(0, cellOf[i] as number) % length] as number));
}
