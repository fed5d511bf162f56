import { civilFromDays, type NumericColumn } from '@tend/table';
import { evenSample } from '../../explore/even-sample.ts';
import type { PlannedStep } from '../recipe-plan.ts';
import { type ColumnProposal, mostRowsSeen } from './column-proposal.ts';

/** The cycles of the calendar that the training rows go through at least once, as a linear model or trees take them. */
export function timeSteps(
  column: NumericColumn,
  rows: Int32Array,
  isForTrees: boolean,
  isTimeOfRow: boolean,
): ColumnProposal {
  const { name } = column;
  const { spanDays, months, weekdays, hours } = calendarOf(column, evenSample(rows, mostRowsSeen));
  const parts = [
    ...(months > 1 && spanDays >= 360 ? ['month'] : []),
    ...(weekdays > 1 && spanDays >= 7 ? ['weekday'] : []),
    ...(hours > 1 && spanDays >= 1 ? ['hour'] : []),
  ];
  const about = `${isTimeOfRow ? 'the time of the row' : 'a time'}, over ${spanText(spanDays)}`;
  const noTrend = 'no year or trend, which would have to be extrapolated beyond the training rows';
  if (parts.length === 0)
    return {
      column: name,
      why: 'noCycle',
      reason: `${about}: no year, week or day that the rows go through with several of its parts; ${noTrend}`,
    };
  const listed = parts.map((part) => (part === 'hour' ? 'hour (UTC)' : part));
  const named = listed.length === 1 ? listed[0] : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}`;
  const reason = `${about}: ${named}, whose cycles the rows go through; ${noTrend}`;
  if (isForTrees) return [{ step: 'dateParts', columns: [name], parameters: { parts }, reason }];
  const onCircle = parts.filter((part) => part !== 'weekday');
  const hasWeekday = onCircle.length < parts.length;
  const circles: PlannedStep = {
    step: 'dateParts',
    columns: [name],
    parameters: { parts: onCircle, form: 'cycle', missing: hasWeekday ? 'zero' : 'flag' },
    reason: `${reason}; as points on a circle, so that the last stands beside the first`,
  };
  const weekday: PlannedStep = {
    step: 'dateParts',
    columns: [name],
    parameters: { parts: ['weekday'], form: 'oneHot', missing: 'flag' },
    reason: `${reason}; a feature for each weekday`,
  };
  return [...(onCircle.length > 0 ? [circles] : []), ...(hasWeekday ? [weekday] : [])];
}

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;

interface Calendar {
  readonly spanDays: number;
  /** How many different ones occur. */
  readonly months: number;
  readonly weekdays: number;
  readonly hours: number;
}

function calendarOf({ kind, values }: NumericColumn, rows: Int32Array): Calendar {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const [months, weekdays, hours] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const row of rows) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    const time = kind === 'date' ? value * millisecondsADay : value;
    const day = Math.floor(time / millisecondsADay);
    first = Math.min(first, time);
    last = Math.max(last, time);
    months.add(civilFromDays(day).month);
    weekdays.add(((day % 7) + 7) % 7);
    hours.add(Math.floor((time - day * millisecondsADay) / millisecondsAnHour));
  }
  return {
    spanDays: (last - first) / millisecondsADay,
    months: months.size,
    weekdays: weekdays.size,
    hours: hours.size,
  };
}

function spanText(days: number): string {
  if (days >= 730) return `${Math.floor(days / 365.25)} years`;
  return days >= 2 ? `${Math.floor(days)} days` : `${Math.floor(days * 24)} hours`;
}
