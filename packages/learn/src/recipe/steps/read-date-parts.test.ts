import { civilFromDays } from '@tend/table';
import { expect, test } from 'vitest';
import { weekdayOf } from '../calendar-cycle.ts';
import { partReader } from './read-date-parts.ts';

const parts = ['year', 'quarter', 'month', 'day', 'weekday'] as const;
// The first and last days that are kept and those beside them, years before our era, and what 32 bits do not hold.
const kept = Array.from({ length: 73_049 }, (_, place) => place - 25_567);
const others = [-25_568, 47_482, -719_528, -1_000_000, 2_932_896, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 1e15, -1e300];

test('parts of days, kept ones and others, are those of the calendar', () => {
  const days = Float64Array.from([...kept, ...others, Number.NaN]);
  const reader = partReader(false, null);
  reader.load(days, days.length);
  const expected = [...days].map((day) => {
    if (Number.isNaN(day)) return parts.map(() => day);
    const { year, month, day: dayOfMonth } = civilFromDays(day);
    return [year, Math.floor((month + 2) / 3), month, dayOfMonth, weekdayOf(day) + 1];
  });
  const found = new Float64Array(days.length);
  // Asked twice: the second time the dates are kept.
  for (const [p, part] of [...parts.entries(), ...parts.entries()]) {
    reader.read(part, found);
    expect(found, part).toEqual(Float64Array.from(expected, (row) => row[p] ?? 0));
  }
});

test('parts of instants, before 1970 too', () => {
  const instants = Float64Array.of(0, -1, -60_000, 1e12, Date.UTC(1899, 11, 31, 23, 59), Number.NaN);
  const reader = partReader(true, null);
  reader.load(instants, instants.length);
  const [hour, minute, weekday] = (['hour', 'minute', 'weekday'] as const).map((part) => {
    const found = new Float64Array(instants.length);
    reader.read(part, found);
    return found;
  });
  for (const [row, instant] of instants.entries()) {
    const date = new Date(instant);
    expect([hour?.[row], minute?.[row], weekday?.[row]]).toEqual([
      date.getUTCHours(),
      date.getUTCMinutes(),
      ((date.getUTCDay() + 6) % 7) + 1,
    ]);
  }
});
