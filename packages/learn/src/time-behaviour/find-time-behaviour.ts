import { adjustFalseDiscovery } from '@tend/kernels';
import { columnOf, type NumericColumn, type Table } from '@tend/table';
import type { LeakTarget } from '../explore/leak-target.ts';
import { valuesAt } from '../recipe/values-at.ts';
import { calendarCycles } from './calendar-cycle-cells.ts';
import type { Periods } from './periods.ts';
import { type RowTimes, rowTimes } from './row-times.ts';
import { type SeriesOverTime, seriesOverTime } from './series-over-time.ts';
import { type ThirdsDrift, thirdsDrift } from './thirds-drift.ts';
import { type TimeStamps, timeStamps } from './time-stamps.ts';

/** How rows, columns of numbers and the target behave over a column of times: aggregates by calendar period. */
export interface TimeBehaviour {
  readonly column: string;
  /** The charter did not name it: it is the column of times with the most different ones. */
  readonly isFound: boolean;
  readonly unit: Periods['unit'];
  readonly zone: Periods['zone'];
  readonly periods: readonly string[];
  /** Rows of each period; null for 1 to 4. */
  readonly rows: readonly (number | null)[];
  readonly unknown: number;
  readonly outside: number;
  /** Periods without a row between the first and the last, neighbours joined. */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly periods: number }[];
  readonly stamps: TimeStamps;
  readonly target?: SeriesOverTime;
  readonly series: readonly ColumnOverTime[];
  /** Columns of numbers beyond the 100 that were followed. */
  readonly notFollowed: number;
  readonly drift: readonly ThirdsDrift[];
  /** P-values above these are noise: Benjamini and Hochberg's bound at 1% over everything tried of that kind; 0 where nothing is beyond it. */
  readonly bounds: { readonly trend: number; readonly season: number; readonly change: number; readonly drift: number };
}

export interface ColumnOverTime extends SeriesOverTime {
  /** Whole numbers that the period, or the place in a cycle, all but gives away: a year, a weekday, a holiday. */
  readonly isCalendarPart: boolean;
}

export interface TimeBehaviourOptions {
  readonly columns: readonly string[];
  readonly timeColumn?: string;
  readonly target?: LeakTarget;
  /** `rowTimes` of the same rows, where they are there already. */
  readonly times?: RowTimes;
}

const mostFollowed = 100;
const falseDiscovery = 0.01;
const calendarShare = 0.8;

/**
 * Follows rows, numbers and target over time. Undefined without a column of dates or instants, or with fewer than two periods
 * of 5 rows. RangeError for an unknown column.
 */
export function findTimeBehaviour(
  table: Table,
  rows: Int32Array,
  options: TimeBehaviourOptions,
): TimeBehaviour | undefined {
  const times = options.times ?? rowTimes(table, rows, options);
  if (times === undefined) return undefined;
  const { clock, periods } = times;
  const cycles = calendarCycles(clock, rows);
  const others = options.columns.filter((name) => name !== clock.name);
  const numbers = others.map((name) => columnOf(table, name)).flatMap((column) => (isNumber(column) ? [column] : []));
  const series = numbers.slice(0, mostFollowed).map((column): ColumnOverTime => {
    const followed = seriesOverTime(column.name, valuesAt(column, rows), periods, cycles);
    return { ...followed, isCalendarPart: column.kind !== 'number' && isGivenAway(followed) };
  });
  const outcomes = options.target === undefined ? undefined : outcomesOf(options.target, rows);
  const target = outcomes === undefined ? undefined : seriesOverTime('target', outcomes, periods, cycles);
  // Another date moves with the time, and says nothing by it.
  const compared = others.filter((name) => !['date', 'instant'].includes(columnOf(table, name).kind));
  const drift = thirdsDrift(table, rows, clock, compared.slice(0, mostFollowed));
  const all = target === undefined ? series : [target, ...series];
  return {
    column: clock.name,
    isFound: options.timeColumn === undefined,
    unit: periods.unit,
    zone: periods.zone,
    periods: periods.names,
    rows: Array.from(periods.rowsIn, (n) => (n > 0 && n < 5 ? null : n)),
    unknown: periods.unknown,
    outside: periods.outside,
    gaps: gapsOf(periods),
    stamps: timeStamps(clock, rows),
    ...(target === undefined ? {} : { target }),
    series,
    notFollowed: Math.max(0, numbers.length - mostFollowed),
    drift,
    bounds: {
      trend: boundOf(all.flatMap(({ trend }) => (trend === undefined ? [] : [trend.pValue]))),
      season: boundOf(all.flatMap(({ seasons }) => seasons.map(({ pValue }) => pValue))),
      change: boundOf(all.flatMap(({ changes }) => changes.map(({ pValue }) => pValue))),
      drift: boundOf(drift.map(({ pValue }) => pValue)),
    },
  };
}

function isGivenAway({ betweenPeriods, seasons }: SeriesOverTime): boolean {
  return betweenPeriods >= calendarShare || seasons.some(({ share }) => share >= calendarShare);
}

function isNumber(column: ReturnType<typeof columnOf>): column is NumericColumn {
  return column.kind === 'number' || column.kind === 'integer' || column.kind === 'boolean';
}

function outcomesOf(target: LeakTarget, rows: Int32Array): Float64Array | undefined {
  if (target.type === 'classes') return undefined;
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) {
    const row = rows[i] as number;
    const outcome = (target.type === 'number' ? target.values[row] : target.y[row]) ?? Number.NaN;
    taken[i] = target.type === 'binary' && outcome < 0 ? Number.NaN : outcome;
  }
  return taken;
}

function gapsOf({ rowsIn, names, count }: Periods): TimeBehaviour['gaps'] {
  const gaps: { from: string; to: string; periods: number }[] = [];
  for (let place = 0; place < count; place++) {
    if (rowsIn[place] !== 0) continue;
    let end = place;
    while (rowsIn[end + 1] === 0) end++;
    gaps.push({ from: names[place] ?? '', to: names[end] ?? '', periods: end - place + 1 });
    place = end;
  }
  return gaps;
}

function boundOf(pValues: readonly number[]): number {
  const adjusted = adjustFalseDiscovery(pValues);
  return pValues.reduce(
    (bound, pValue, i) => ((adjusted[i] ?? 1) <= falseDiscovery ? Math.max(bound, pValue) : bound),
    0,
  );
}
