import { expect, test } from 'vitest';
import { windowOf, windowsPerYear } from './windows.ts';

const day = (instant: number): string => new Date(instant).toISOString();

test.each([
  // 2024-02-29 was a Thursday.
  ['2024-02-29T12:00:00.000Z', 'week', '2024-02-26', '2024-03-04'],
  ['2024-02-26T00:00:00.000Z', 'week', '2024-02-26', '2024-03-04'],
  ['2024-03-03T23:59:59.999Z', 'week', '2024-02-26', '2024-03-04'],
  ['1969-12-31T23:00:00.000Z', 'week', '1969-12-29', '1970-01-05'],
  ['2024-02-29T23:59:59.999Z', 'month', '2024-02-01', '2024-03-01'],
  ['2024-12-31T23:59:59.999Z', 'month', '2024-12-01', '2025-01-01'],
  ['2024-06-30T00:00:00.000Z', 'quarter', '2024-04-01', '2024-07-01'],
  ['2024-10-01T00:00:00.000Z', 'quarter', '2024-10-01', '2025-01-01'],
  ['1969-11-11T00:00:00.000Z', 'year', '1969-01-01', '1970-01-01'],
] as const)('%s lies in the %s from %s until before %s', (instant, unit, from, until) => {
  const window = windowOf(Date.parse(instant), unit);
  expect([day(window.from), day(window.until)]).toEqual([`${from}T00:00:00.000Z`, `${until}T00:00:00.000Z`]);
});

test.each(['week', 'month', 'quarter', 'year'] as const)('the next %s begins where one ends', (unit) => {
  const outside: string[] = [];
  for (let at = Date.UTC(1999, 11, 30); at < Date.UTC(2003, 0, 3); at += 7_200_000) {
    const { from, until } = windowOf(at, unit);
    if (from > at || at >= until || windowOf(until, unit).from !== until) outside.push(day(at));
  }
  expect(outside).toEqual([]);
});

test('the budget of false alarms is shared among the windows of a year', () => {
  expect((['week', 'month', 'quarter', 'year'] as const).map(windowsPerYear)).toEqual([52, 12, 4, 1]);
});
